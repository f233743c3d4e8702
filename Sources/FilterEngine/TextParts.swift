import InternetMessage

/// The text of a message as far as the checks look at it.
struct TextParts: Sendable {
  private(set) var visible: [UInt8] = []
  private(set) var markup: [UInt8] = []
  /// Plain text and HTML as they are: links keep their case.
  private(set) var withLinks: [UInt8] = []
  private(set) var hasPlainText = false

  init(_ message: Message) {
    for part in message.leaves where part.isText && part.disposition != "attachment" {
      let room = MessageFacts.textLimit - withLinks.count
      guard room > 0 else { return }
      add(message.text(part, limit: room), of: part)
    }
  }

  private mutating func add(_ bytes: [UInt8], of part: Part) {
    withLinks.append(contentsOf: bytes)
    withLinks.append(0x0A)
    let lower = bytes.map { ($0 &- 0x41) < 26 ? $0 | 0x20 : $0 }
    if part.contentType == "text/html" {
      markup.append(contentsOf: lower)
      MarkupText.append(lower, to: &visible)
    } else {
      hasPlainText = true
      visible.append(contentsOf: lower)
    }
    visible.append(0x0A)
  }
}
