import Dispatch
import Glibc
import Synchronization

/// A DNS server on a loopback port that says whatever a test has it say, over UDP and TCP: what no well-kept server would.
public final class DNSResponder: Sendable {
  public let port: UInt16
  private let answer: @Sendable (Query) -> [UInt8]?
  private let datagrams: CInt
  private let listener: CInt
  private let isStopped = Atomic(false)

  /// `answer` gives the reply as it goes out; `nil` for silence. Called on threads of its own.
  public init(_ answer: @escaping @Sendable (Query) -> [UInt8]?) throws {
    self.answer = answer
    port = UInt16(try Loopback.freePort())
    datagrams = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
    listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    for descriptor in [datagrams, listener] { try Loopback.bind(descriptor, port: Int(port)) }
    guard listen(listener, 64) == 0 else { throw Loopback.Failure(description: "listen: \(String(cString: strerror(errno)))") }
    DispatchQueue(label: "dns responder").async { self.serveDatagrams() }
    DispatchQueue(label: "dns responder").async { self.serveConnections() }
  }

  public func stop() {
    isStopped.store(true, ordering: .relaxed)
    shutdown(datagrams, CInt(SHUT_RDWR))
    shutdown(listener, CInt(SHUT_RDWR))
  }

  private func serveDatagrams() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !isStopped.load(ordering: .relaxed) {
      var peer = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      withUnsafeMutablePointer(to: &peer) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
          let count = recvfrom(datagrams, &buffer, buffer.count, 0, peer, &length)
          guard count > 0, let query = Query(Array(buffer[..<count])), let reply = answer(query) else { return }
          let octets = query.forDatagram(reply)
          sendto(datagrams, octets, octets.count, 0, peer, length)
        }
      }
    }
    close(datagrams)
  }

  private func serveConnections() {
    while !isStopped.load(ordering: .relaxed) {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { continue }
      DispatchQueue(label: "dns responder").async {
        self.serve(connection)
        close(connection)
      }
    }
    close(listener)
  }

  private func serve(_ connection: CInt) {
    while let head = read(2, from: connection), let message = read(Int(head[0]) << 8 | Int(head[1]), from: connection) {
      guard let query = Query(message), let reply = answer(query) else { return }
      let octets = [UInt8(reply.count >> 8 & 0xFF), UInt8(reply.count & 0xFF)] + reply
      var sent = 0
      while sent < octets.count {
        let count = octets[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
        guard count > 0 else { return }
        sent += count
      }
    }
  }

  private func read(_ count: Int, from connection: CInt) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    let read = recv(connection, &bytes, count, CInt(MSG_WAITALL))
    return read == count ? bytes : nil
  }
}
