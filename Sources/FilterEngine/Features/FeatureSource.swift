import ContentAnalysis
import InternetMessage

/// What features are taken from: a message that was read and analysed.
struct FeatureSource {
  let bytes: [UInt8]
  let header: HeaderBlock
  let parts: [Part]
  let content: ContentFacts
  /// Decoded, on one line, without the tag of a mailing list.
  let subject: [UInt8]
  /// Of the From field, in lower case; empty without one.
  let sender: [UInt8]

  init(_ message: Message, content: ContentFacts) {
    bytes = message.bytes
    header = message.header
    parts = message.parts
    self.content = content
    subject = FeatureSource.untagged(Array((message.header.text("Subject") ?? "").utf8))
    sender = message.header.addresses("From").first?.address.utf8.map(TextWords.lowercased) ?? []
  }

  /// Octets of the longest `[tag]`, with its brackets.
  private static let tagLimit = 40

  /// `[list] Subject` and `Re: [list] Subject`: the list says what it is, not what was sent to it.
  private static func untagged(_ subject: [UInt8]) -> [UInt8] {
    guard let start = subject.prefix(8).firstIndex(of: UInt8(ascii: "[")),
      subject[..<start].isEmpty || subject[..<start].suffix(2).elementsEqual(": ".utf8),
      let end = subject[start...].prefix(tagLimit).firstIndex(of: UInt8(ascii: "]"))
    else { return subject }
    return Array(subject[..<start]) + subject[(end + 1)...].drop { $0 == 0x20 }
  }

  /// What the reader sees, UTF-8.
  var text: [UInt8] { content.text.visible }
}
