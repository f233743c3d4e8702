import Glibc

/// Whole files in and out, for commands that work on messages.
enum MessageInput {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Octets of one message. Gateways take 35 MB by default; a file beyond this is no message.
  static let sizeLimit = 512 * 1024 * 1024

  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String) throws(Failure) -> [UInt8] {
    if path == "-" { return try readAll(STDIN_FILENO, name: "standard input") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot open \(path)") }
    defer { close(descriptor) }
    return try readAll(descriptor, name: path)
  }

  static func write(_ bytes: [UInt8]) throws(Failure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("cannot write to standard output") }
      rest = rest.dropFirst(count)
    }
  }

  /// One line on standard error.
  static func report(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static func readAll(_ descriptor: CInt, name: String) throws(Failure) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot read \(name)") }
      if count == 0 { return result }
      result.append(contentsOf: chunk[..<count])
      guard result.count <= sizeLimit else {
        throw Failure(description: "\(name) is larger than \(sizeLimit) octets, the most a message may have here")
      }
    }
  }

  private static func failure(_ what: String) -> Failure {
    Failure(description: "\(what): \(String(cString: strerror(errno)))")
  }
}
