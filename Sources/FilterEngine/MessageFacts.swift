import FilterPolicy
import InternetMessage

/// A message read once for all checks: header, parts, the text of it, the links in it.
struct MessageFacts: Sendable {
  /// Octets of decoded text looked at, over all parts. Text that long is read by nobody; attachments are hashed whole.
  static let textLimit = 256 * 1024

  let header: HeaderBlock
  let from: [HeaderAddress]
  let replyTo: [HeaderAddress]
  /// Unfolded and decoded; empty without one.
  let subject: String
  /// The text of plain parts, and of HTML parts without their tags, in lower case.
  let text: [UInt8]
  /// HTML parts as they are, in lower case.
  let markup: [UInt8]
  let hasPlainText: Bool
  let links: [Link]
  let attachments: [Entities.Attachment]
  let defects: Set<Defect.Kind>

  init(_ content: [UInt8]) {
    let message = Message(content)
    let header = message.header
    let texts = TextParts(message)
    self.header = header
    from = header.addresses("From")
    replyTo = header.addresses("Reply-To")
    subject = header.text("Subject") ?? ""
    text = texts.visible
    markup = texts.markup
    hasPlainText = texts.hasPlainText
    links = Link.all(in: texts.withLinks)
    attachments = message.leaves.filter { $0.isAttachment }.map { AttachmentFacts.entity($0, in: message) }
    defects = message.defectKinds
  }

  func entities(_ subject: ScanSubject) -> Entities {
    var entities = Entities(of: subject)
    entities.from = from.first.flatMap { $0.address.isEmpty ? nil : $0.address }
    entities.fromName = from.first?.name
    entities.replyTo = replyTo.first?.address
    entities.urls = links.map { $0.text }
    entities.domains = Link.hosts(links)
    entities.attachments = attachments
    return entities
  }
}
