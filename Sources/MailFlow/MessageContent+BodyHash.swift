import Glibc
import MailAuthentication
import MailTypes

extension MessageContent {
  /// Octets read of a file at once.
  private static let pieceSize = 1 << 18

  /// The hash of the body, relaxed, which begins at `start`; a file is read in pieces.
  /// - Throws: `Refusal` where the file cannot be read.
  func bodyHash(from start: Int) throws(Refusal) -> [UInt8] {
    var hash = DKIMBodyHash(.relaxed)
    switch self {
    case .bytes(let bytes): hash.update(bytes[min(start, bytes.count)...])
    case .file(let path, let size):
      let file = open(path, O_RDONLY | O_CLOEXEC)
      guard file >= 0 else { throw MessageContent.unreadable(path) }
      defer { close(file) }
      var piece = [UInt8](repeating: 0, count: MessageContent.pieceSize)
      var offset = start
      while offset < size {
        let count = piece.withUnsafeMutableBytes { pread(file, $0.baseAddress, min($0.count, size - offset), offset) }
        guard count > 0 else { throw MessageContent.unreadable(path) }
        hash.update(piece[..<count])
        offset += count
      }
    }
    return hash.finish()
  }
}
