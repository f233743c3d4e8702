/// The client's end of a connection, whatever carries it: a session value in the same process, or a socket.
public protocol DialogueTransport {
  mutating func send(_ bytes: [UInt8]) async throws
  /// The next line of the server without CRLF; `nil` where it has closed, or will not say more.
  mutating func receiveLine() async throws -> String?
  mutating func startTLS() async throws
  /// Says that no more octets follow.
  mutating func shut() async throws
  /// True where the server has closed and no line is left.
  mutating func isClosed() async throws -> Bool
}

/// Plays dialogues, and says where the server said something else.
public struct DialoguePlayer {
  public struct Mismatch: Error, CustomStringConvertible {
    public let description: String
  }

  public init() {}

  /// - Throws: `Mismatch`, or whatever the transport throws.
  public func play(_ dialogue: Dialogue, over transport: inout some DialogueTransport) async throws {
    for step in dialogue.steps {
      switch step {
      case .send(let bytes): try await transport.send(bytes)
      case .startTLS: try await transport.startTLS()
      case .shut: try await transport.shut()
      case .expect(let pattern, let line): try await expect(pattern, at: "\(dialogue.name):\(line)", from: &transport)
      case .expectClose(let line):
        guard try await transport.isClosed() else {
          throw Mismatch(description: "\(dialogue.name):\(line): the server has not closed")
        }
      }
    }
  }

  private func expect(_ pattern: String, at place: String, from transport: inout some DialogueTransport) async throws {
    guard var line = try await transport.receiveLine() else {
      throw Mismatch(description: "\(place): expected \"\(pattern)\", and nothing came")
    }
    let mismatch = Mismatch(description: "\(place): expected \"\(pattern)\", got \"\(line)\"")
    guard pattern.hasSuffix(" ...") else {
      guard DialoguePlayer.matches(Array(line.utf8)[...], Array(pattern.utf8)[...]) else { throw mismatch }
      return
    }
    let code = pattern.dropLast(4)
    while line.hasPrefix(code + "-"), let next = try await transport.receiveLine() { line = next }
    guard line.hasPrefix(code + " ") else { throw mismatch }
  }

  /// `*` in the pattern stands for any octets.
  static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    let parts = pattern.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return text == pattern }
    guard text.starts(with: first), text.count >= first.count + last.count, text.suffix(last.count) == last else {
      return false
    }
    var rest = text.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() {
      guard let end = firstEnd(of: part, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  private static func firstEnd(of part: ArraySlice<UInt8>, in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { text[$0...].starts(with: part) }.map { $0 + part.count } ?? (part.isEmpty ? text.startIndex : nil)
  }
}
