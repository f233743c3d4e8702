import InternetMessage
import MailTypes

/// What the header of a message says about itself, decoded.
struct ParsedEnvelope: Encodable {
  struct Address: Encodable {
    let name: String?
    let address: String
    let group: String?

    private enum CodingKeys: CodingKey {
      case name, address, group
    }

    /// What is not there is null.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(address, forKey: .address)
      try container.encode(group, forKey: .group)
    }
  }

  let subject: String?
  let from: [Address]
  let sender: [Address]
  let replyTo: [Address]
  let to: [Address]
  let cc: [Address]
  let bcc: [Address]
  /// RFC 3339, UTC.
  let date: UTCTime?
  let messageID: String?
  let inReplyTo: [String]
  let references: [String]

  init(_ header: HeaderBlock) {
    func addresses(_ name: String) -> [Address] {
      header.all(name).flatMap { HeaderAddress.list(header.unfoldedValue(of: $0)) }.map {
        Address(name: $0.name, address: $0.address, group: $0.group)
      }
    }
    func identifiers(_ name: String) -> [String] {
      header.first(name).map { MessageID.list(header.unfoldedValue(of: $0)) } ?? []
    }
    subject = header.text("Subject")
    from = addresses("From")
    sender = addresses("Sender")
    replyTo = addresses("Reply-To")
    to = addresses("To")
    cc = addresses("Cc")
    bcc = addresses("Bcc")
    date = header.first("Date").flatMap { MailDate.time(header.unfoldedValue(of: $0)) }
    messageID = identifiers("Message-ID").first
    inReplyTo = identifiers("In-Reply-To")
    references = identifiers("References")
  }

  private enum CodingKeys: String, CodingKey {
    case subject, from, sender, replyTo, to, cc, bcc, date, inReplyTo, references
    case messageID = "messageId"
  }

  /// What is not there is null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject, forKey: .subject)
    try container.encode(from, forKey: .from)
    try container.encode(sender, forKey: .sender)
    try container.encode(replyTo, forKey: .replyTo)
    try container.encode(to, forKey: .to)
    try container.encode(cc, forKey: .cc)
    try container.encode(bcc, forKey: .bcc)
    try container.encode(date, forKey: .date)
    try container.encode(messageID, forKey: .messageID)
    try container.encode(inReplyTo, forKey: .inReplyTo)
    try container.encode(references, forKey: .references)
  }
}
