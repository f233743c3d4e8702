import InternetMessage
import MailTransport
import MailTypes

/// The start of a stored message, its header block in it: what edits are applied to.
struct MessageStart: Sendable {
  /// Octets of a large message's file that are read: four times what intake lets a header have by default.
  static let readLimit = 1024 * 1024

  let bytes: [UInt8]
  private let stored: MessageContent

  /// - Throws: `StoredFile.Failure`.
  init(of stored: MessageContent) async throws {
    self.stored = stored
    switch stored {
    case .bytes(let bytes): self.bytes = bytes
    case .file(let path, let size): bytes = try await StoredFile.start(of: path, count: min(size, Self.readLimit))
    }
  }

  /// The message with `edits` applied.
  func content(with edits: HeaderEdits) -> OutgoingContent {
    let edited = edits.apply(to: bytes)
    return OutgoingContent(head: edited.header, stored: stored, from: edited.rest, edits: edits.body)
  }

  /// The header block holds octets above 127 (RFC 6532).
  var hasUTF8Headers: Bool { HeaderBlock(bytes).defects.contains(.eightBit) }

  /// Class 4: the message is kept, and an administrator can mend the disk.
  static func unreadable(_ error: any Error) -> SMTPReply {
    SMTPReply(451, EnhancedStatusCode(4, 3, 0), "The stored message is not to be had: \(error)")
  }
}
