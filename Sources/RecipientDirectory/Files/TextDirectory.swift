import FilterPolicy
import GatewayConfiguration
import MailTypes

/// An address a line, or a YAML list of them; `@example.org` stands for every address of that domain. In the file of one
/// domain a local-part is enough, and addresses of other domains are left out, so that domains can share a file.
enum TextDirectory {
  /// - Throws: the lines that are wrong.
  static func read(_ bytes: [UInt8], file: String, domain: DomainName?) throws(ConfigurationError) -> DirectoryContents {
    var builder = ContentsBuilder(file: file)
    var contents = DirectoryContents()
    var known: Set<AddressKey> = []
    for (line, text) in TextLines(bytes) where !builder.isFull {
      switch entry(text, domain) {
      case .recipient(let address)? where domain == nil || address.domainName == domain:
        // Lists are often joined from several, so that an address may stand twice.
        if known.insert(AddressKey(address)).inserted { contents.recipients.append(DirectoryRecipient(primary: address)) }
      case .everyone(let name)? where domain == nil || name == domain: contents.openDomains.insert(name)
      case .recipient?, .everyone?: break
      case nil:
        let forms = domain == nil ? "an address" : "an address, a local-part"
        builder.problem(line: line, "not a recipient; give \(forms), or @domain for all of a domain")
      }
    }
    _ = try builder.contents()
    return contents
  }

  private enum Entry {
    case recipient(EmailAddress)
    case everyone(DomainName)
  }

  private static func entry(_ line: String, _ domain: DomainName?) -> Entry? {
    let text = line.hasPrefix("- ") ? unquoted(line.dropFirst(2).drop { $0 == " " }) : line[...]
    if text.first == "@" { return DomainName(text.dropFirst()).map(Entry.everyone) }
    return (EmailAddress(text) ?? domain.flatMap { EmailAddress("\(text)@\($0)") }).map(Entry.recipient)
  }

  /// A YAML scalar may stand in quotes; addresses need none of YAML's escapes.
  private static func unquoted(_ text: Substring) -> Substring {
    guard text.count >= 2, let quote = text.first, quote == "\"" || quote == "'", text.last == quote else { return text }
    return text.dropFirst().dropLast()
  }
}
