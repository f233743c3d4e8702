import ContentAnalysis
import InternetMessage

/// What features are taken from: a message that was read and analysed.
struct FeatureSource {
  let bytes: [UInt8]
  let header: HeaderBlock
  let parts: [Part]
  let content: ContentFacts
  /// Decoded, on one line.
  let subject: [UInt8]
  /// Of the From field, in lower case; empty without one.
  let sender: [UInt8]

  init(_ message: Message, content: ContentFacts) {
    bytes = message.bytes
    header = message.header
    parts = message.parts
    self.content = content
    subject = Array((message.header.text("Subject") ?? "").utf8)
    sender = message.header.addresses("From").first?.address.utf8.map(TextWords.lowercased) ?? []
  }

  /// What the reader sees, UTF-8.
  var text: [UInt8] { content.text.visible }
}
