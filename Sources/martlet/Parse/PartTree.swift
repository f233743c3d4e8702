import InternetMessage
import MailTypes

/// A message for people: the fields they look for, the tree of its parts, its defects.
struct PartTree {
  let text: String

  init(_ message: Message) {
    let defects = Dictionary(grouping: message.defects, by: { $0.part })
    var lines = PartTree.headerLines(message.header)
    lines.append("")
    for (index, part) in message.parts.enumerated() {
      lines.append(PartTree.branch(index, in: message) + PartTree.description(part, in: message))
      let found = (defects[index] ?? []).map { $0.kind.rawValue }.sorted()
      if !found.isEmpty { lines.append(PartTree.trunk(index, in: message) + "  ! " + found.joined(separator: ", ")) }
    }
    text = lines.map { Output.printable($0) + "\n" }.joined()
  }

  private static func headerLines(_ header: HeaderBlock) -> [String] {
    let envelope = ParsedEnvelope(header)
    func shown(_ addresses: [ParsedEnvelope.Address]) -> String {
      addresses.map { address in address.name.map { "\($0) <\(address.address)>" } ?? address.address }.joined(separator: ", ")
    }
    let rows = [
      ("From", shown(envelope.from)), ("Reply-To", shown(envelope.replyTo)), ("To", shown(envelope.to)),
      ("Cc", shown(envelope.cc)), ("Date", envelope.date.map { "\($0)" } ?? ""), ("Subject", envelope.subject ?? ""),
      ("Message-ID", envelope.messageID ?? ""),
    ]
    return rows.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }
  }

  /// `text/plain "name", iso-8859-1, base64, 1234 octets, attachment`.
  private static func description(_ part: Part, in message: Message) -> String {
    var words = [part.contentType + (part.fileName.map { " \"\($0)\"" } ?? "")]
    if let charset = part.charset { words.append(charset) }
    if part.transferEncoding != .identity { words.append(part.transferEncoding.rawValue) }
    if !part.isMultipart { words.append("\(message.decodedBody(part).count) octets") }
    if part.isAttachment { words.append("attachment") }
    return words.joined(separator: ", ")
  }

  /// What stands left of a part: a line down from each ancestor that has more children.
  private static func branch(_ index: Int, in message: Message) -> String {
    guard let parent = message.parts[index].parent else { return "" }
    return trunk(parent, in: message) + (isLast(index, in: message) ? "└─ " : "├─ ")
  }

  private static func trunk(_ index: Int, in message: Message) -> String {
    var marks: [String] = []
    var current = index
    while let parent = message.parts[current].parent {
      marks.append(isLast(current, in: message) ? "   " : "│  ")
      current = parent
    }
    return marks.reversed().joined()
  }

  private static func isLast(_ index: Int, in message: Message) -> Bool {
    message.parts[index].parent.map { message.parts[$0].children.last == index } ?? true
  }
}
