import FilterPolicy
import InternetMessage
import MailTypes

/// The message that a report on a failed delivery returns (RFC 3462, RFC 3464), or its header.
struct ReturnedMessage {
  /// Without angle brackets; `nil` where nothing is returned that has one.
  let messageID: String?

  /// Octets of a returned header, or of a text that quotes one, that are read.
  private static let headerLimit = 64 * 1024

  /// `nil` for what is no such report: those have the null reverse-path (RFC 5321 §4.5.5), and a part says that a delivery failed,
  /// or a mail system returns a message or names it.
  init?(_ message: Message, _ subject: ScanSubject?) {
    guard subject?.envelope.reversePath.mailbox == nil else { return nil }
    let id = ReturnedMessage.returnedID(in: message) ?? ReturnedMessage.quotedID(in: message)
    guard ReturnedMessage.saysFailure(message) ?? (id != nil && ReturnedMessage.isOfMailSystem(message)) else { return nil }
    messageID = id
  }

  /// RFC 3464 §2.3.3; `nil` where no part is about it, as servers of old write to people only.
  private static func saysFailure(_ message: Message) -> Bool? {
    guard let part = message.parts.first(where: { statusTypes.contains($0.contentType) }) else { return nil }
    let lines = message.decodedBody(part, limit: headerLimit).split(separator: 0x0A)
    let actions = lines.map { String(decoding: $0, as: UTF8.self).lowercased() }.filter { $0.hasPrefix("action:") }
    return actions.isEmpty || actions.contains { $0.contains("failed") }
  }

  private static func isOfMailSystem(_ message: Message) -> Bool {
    let author = message.header.addresses("From").first?.address.lowercased() ?? ""
    return author.split(separator: "@").first.map { daemons.contains(String($0)) } ?? false
  }

  private static let statusTypes: Set = ["message/delivery-status", "message/global-delivery-status"]
  private static let headerTypes: Set = ["text/rfc822-headers", "message/global-headers"]
  private static let daemons: Set = ["mailer-daemon", "postmaster", "double-bounce"]

  /// Of messages and headers that are parts.
  private static func returnedID(in message: Message) -> String? {
    for part in message.parts {
      if part.isMessage, let inner = part.children.first, let id = identifier(message.parts[inner].header) { return id }
      if headerTypes.contains(part.contentType),
        let id = identifier(HeaderBlock(message.decodedBody(part, limit: headerLimit)))
      {
        return id
      }
    }
    return nil
  }

  private static func identifier(_ header: HeaderBlock) -> String? {
    header.first("Message-ID").flatMap { MessageID.list(header.unfoldedValue(of: $0)).first }
  }

  /// In a text, as servers have it that return no parts.
  private static func quotedID(in message: Message) -> String? {
    for part in message.leaves where part.contentType == "text/plain" {
      for line in message.text(part, limit: headerLimit).split(separator: 0x0A) where line.count > name.count {
        guard line.prefix(name.count).map({ $0 | 0x20 }) == name.map({ $0 | 0x20 }) else { continue }
        if let id = MessageID.list(Array(line.dropFirst(name.count))).first { return id }
      }
    }
    return nil
  }

  private static let name = Array("message-id:".utf8)
}
