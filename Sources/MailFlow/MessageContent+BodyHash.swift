import Glibc
import MailAuthentication
import MailTypes

extension MessageContent {
  /// Octets read of a file at once.
  private static let pieceSize = 1 << 18

  /// The hash of the body, relaxed, which begins at `start`, with what is changed in it; a file is read in pieces.
  /// - Throws: `Refusal` where the file cannot be read.
  func bodyHash(from start: Int, edits: [BodyEdit]) throws(Refusal) -> [UInt8] {
    var hash = DKIMBodyHash(.relaxed)
    for piece in OutgoingContent(stored: self, from: start, edits: edits).pieces {
      switch (piece, self) {
      case (.made(let bytes), _): hash.update(bytes[...])
      case (.stored(let range), .bytes(let bytes)): hash.update(bytes[range])
      case (.stored(let range), .file(let path, _)): try MessageContent.update(&hash, with: path, range)
      }
    }
    return hash.finish()
  }

  private static func update(_ hash: inout DKIMBodyHash, with path: String, _ range: Range<Int>) throws(Refusal) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw unreadable(path) }
    defer { close(file) }
    var piece = [UInt8](repeating: 0, count: pieceSize)
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = piece.withUnsafeMutableBytes {
        pread(file, $0.baseAddress, min($0.count, range.upperBound - offset), offset)
      }
      guard count > 0 else { throw unreadable(path) }
      hash.update(piece[..<count])
      offset += count
    }
  }
}
