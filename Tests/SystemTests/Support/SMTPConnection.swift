import Foundation
import MartletTestKit

/// A plain SMTP conversation over a socket, line by line, as a test writes it.
final class SMTPConnection {
  struct Closed: Error {}

  private let socket: Int32
  private var buffer: [UInt8] = []

  init(port: Int, timeout seconds: Int = 30) throws {
    socket = try Loopback.connect(port: port)
    var timeout = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Closed() }
      sent += count
    }
  }

  /// One whole reply, its lines joined by a newline.
  func reply() throws -> String {
    var lines: [String] = []
    while true {
      let line = try line()
      lines.append(line)
      if line.count < 4 || line.dropFirst(3).first != "-" { return lines.joined(separator: "\n") }
    }
  }

  func command(_ line: String) throws -> String {
    try send(line + "\r\n")
    return try reply()
  }

  /// A whole transaction on a greeted connection; the reply to the end of the message.
  func transaction(from sender: String, to recipients: [String], _ message: String) throws -> String {
    for line in ["MAIL FROM:<\(sender)>"] + recipients.map({ "RCPT TO:<\($0)>" }) {
      let reply = try command(line)
      guard reply.hasPrefix("250") else { return reply }
    }
    let ready = try command("DATA")
    guard ready.hasPrefix("354") else { return ready }
    let lines = message.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "\r\n")
    return try command(lines.replacingOccurrences(of: "\r\n.", with: "\r\n..") + "\r\n.")
  }

  /// A connection that has read the banner and said EHLO.
  static func greeted(port: Int) throws -> SMTPConnection {
    let connection = try SMTPConnection(port: port)
    _ = try connection.reply()
    _ = try connection.command("EHLO client.test")
    return connection
  }

  /// True once the other side has closed and nothing is left to read.
  func isClosed() -> Bool {
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, 0) == 0
  }

  /// Says that no more is sent.
  func shut() { _ = shutdown(socket, Int32(SHUT_WR)) }

  /// The next line without its end.
  func line() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        let line = buffer[..<end].filter { $0 != 13 }
        buffer.removeSubrange(...end)
        return String(decoding: line, as: UTF8.self)
      }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = recv(socket, &chunk, chunk.count, 0)
      guard count > 0 else { throw Closed() }
      buffer += chunk[..<count]
    }
  }
}
