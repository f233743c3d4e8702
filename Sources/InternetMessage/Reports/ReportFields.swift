import MailTypes

/// The groups of fields in a part for programs (RFC 3464 §2.1): field blocks with empty lines between them.
struct ReportFields {
  /// Groups read; a report about more recipients than this is cut.
  private static let limit = 1000

  let groups: [HeaderBlock]
  private let message: Message

  /// The first part of one of the types, and what it holds; `nil` without one.
  init?(_ message: Message, types: Set<String>) {
    guard let part = message.parts.first(where: { types.contains($0.contentType) }) else { return nil }
    self.message = message
    let body = message.decodedBody(part, limit: HeaderBlock.sizeLimit)
    var groups: [HeaderBlock] = []
    var position = 0
    while position < body.count, groups.count < ReportFields.limit {
      var scanner = HeaderScanner(body, from: position)
      let group = HeaderBlock(body, &scanner)
      if !group.fields.isEmpty { groups.append(group) }
      // A line that is no field ends the report: what follows is for people.
      guard group.bodyStart > position, !group.defects.contains(.missingSeparator) else { break }
      position = group.bodyStart
    }
    self.groups = groups
  }

  /// What comes back: the header of the original, from the message or from its header alone.
  var originalHeader: HeaderBlock? {
    for part in message.parts.dropFirst() {
      switch part.contentType {
      case "text/rfc822-headers", "message/rfc822-headers", "message/global-headers":
        return HeaderBlock(message.decodedBody(part, limit: HeaderBlock.sizeLimit))
      case _ where part.isMessage:
        if let child = part.children.first { return message.parts[child].header }
      default:
        break
      }
    }
    return nil
  }
}

extension HeaderBlock {
  /// The value for people; `nil` where it is missing or empty.
  func value(_ name: String) -> String? { text(name).flatMap { $0.isEmpty ? nil : $0 } }

  /// The values of all fields of the name.
  func values(_ name: String) -> [String] {
    all(name).map { HeaderText.decoded(unfoldedValue(of: $0)[...]) }.filter { !$0.isEmpty }
  }

  /// What stands behind the type of a typed field: `dns; mail.example` (RFC 3464 §2.1.2).
  func typedValue(_ name: String) -> String? {
    value(name).map { text in
      guard let mark = text.firstIndex(of: ";") else { return text }
      return String(text[text.index(after: mark)...].drop { $0 == " " })
    }
  }

  func time(_ name: String) -> UTCTime? { first(name).flatMap { MailDate.time(unfoldedValue(of: $0)) } }
}
