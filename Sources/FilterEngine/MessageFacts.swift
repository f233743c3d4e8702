import ContentAnalysis
import InternetMessage

/// What several checks ask of a message: its header read, its text in one case.
struct MessageFacts: Sendable {
  /// Octets of text in which words are looked for. Text that long is read by nobody.
  static let textLimit = 256 * 1024

  let header: HeaderBlock
  let from: [HeaderAddress]
  let replyTo: [HeaderAddress]
  /// Unfolded and decoded; empty without one.
  let subject: String
  /// What readers see, and plain text beside it, ASCII in lower case.
  let text: [UInt8]

  init(_ header: HeaderBlock, _ content: ContentFacts) {
    self.header = header
    from = header.addresses("From")
    replyTo = header.addresses("Reply-To")
    subject = header.text("Subject") ?? ""
    let shown = content.text.visible.prefix(MessageFacts.textLimit)
    let beside = content.alternative.prefix(MessageFacts.textLimit - shown.count)
    text = [shown, beside].joined(separator: [0x0A]).map { ($0 &- 0x41) < 26 ? $0 | 0x20 : $0 }
  }
}
