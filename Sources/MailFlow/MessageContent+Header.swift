import Glibc
import MailTypes

extension MessageContent {
  /// Octets read of a large message to find its header block: above any header the listeners let through.
  static let headerReadLimit = 1 << 20

  /// The bytes that hold the header block: all of a message in memory, the beginning of one in a file.
  func headerBytes() throws(Refusal) -> [UInt8] {
    switch self {
    case .bytes(let bytes): return bytes
    case .file(let path, let size):
      let wanted = min(size, MessageContent.headerReadLimit)
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { throw MessageContent.unreadable(path) }
      defer { close(file) }
      var bytes = [UInt8](repeating: 0, count: wanted)
      var filled = 0
      while filled < wanted {
        let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress?.advanced(by: filled), wanted - filled) }
        guard count > 0 else { throw MessageContent.unreadable(path) }
        filled += count
      }
      return bytes
    }
  }

  /// The same content under another owner: bytes as they are, a file copied to the path `makeFile` gives.
  func copied(to makeFile: () throws -> String) throws(Refusal) -> MessageContent {
    guard case .file(let source, let size) = self else { return self }
    guard let copy = try? makeFile() else { throw MessageContent.unreadable(source) }
    let (input, output) = (open(source, O_RDONLY | O_CLOEXEC), open(copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600))
    defer {
      close(input)
      close(output)
    }
    var left = size
    while left > 0 {
      let count = sendfile(output, input, nil, left)
      guard count > 0 else {
        let refusal = MessageContent.unreadable(source)
        unlink(copy)
        throw refusal
      }
      left -= count
    }
    return .file(path: copy, size: size)
  }

  static func unreadable(_ path: String) -> Refusal {
    Refusal(
      451, EnhancedStatusCode(4, 3, 0), "Temporary server error. Please try again later",
      cause: "\(path) cannot be read: \(String(cString: strerror(errno)))")
  }
}
