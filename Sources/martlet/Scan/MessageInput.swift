import Glibc

/// Whole files, for commands that work on messages.
enum MessageInput {
  /// Octets of one message. Gateways take 35 MB by default; a file beyond this is no message.
  static let sizeLimit = 512 * 1024 * 1024

  /// The bytes of a file, or of standard input for `-`.
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    if path == "-" { return try readAll(STDIN_FILENO, name: "standard input") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot open \(path)") }
    defer { close(descriptor) }
    return try readAll(descriptor, name: path)
  }

  private static func readAll(_ descriptor: CInt, name: String) throws(CommandFailure) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure("cannot read \(name)") }
      if count == 0 { return result }
      result.append(contentsOf: chunk[..<count])
      guard result.count <= sizeLimit else {
        throw CommandFailure(ExitStatus.usage, "\(name) is larger than the \(sizeLimit) octets a message may have here")
      }
    }
  }

  private static func failure(_ what: String) -> CommandFailure {
    CommandFailure(ExitStatus.usage, "\(what): \(String(cString: strerror(errno)))")
  }
}
