import FilterPolicy
import GatewayConfiguration
import MailTypes

/// Puts the entries of one file together, and notes what is wrong with each.
struct ContentsBuilder {
  /// Problems named at once: a file of another kind is wrong in every line.
  static let maximumProblems = 20

  private let file: String
  private var entries: [DirectoryEntry] = []
  private var lines: [AddressKey: Int] = [:]
  private var known: [Substring: EmailAddress] = [:]
  private var problems: [ConfigurationProblem] = []

  init(file: String) { self.file = file }

  var isFull: Bool { problems.count >= ContentsBuilder.maximumProblems }

  mutating func problem(line: Int, _ message: String) { problem(line: line, "", message) }

  mutating func problem(line: Int, _ path: String, _ message: String) {
    if !isFull { problems.append(ConfigurationProblem(file: file, line: line, path: path, message: message)) }
  }

  /// An address; notes one that is none.
  mutating func address(_ text: some StringProtocol, line: Int, _ path: String) -> EmailAddress? {
    let address = EmailAddress(text)
    if address == nil {
      problem(
        line: line, path, "`\(ConfigurationText.printable(String(text)))` is not a mail address; give one, as ada@example.org")
    }
    return address
  }

  /// As `address`, for those that many entries name.
  mutating func group(_ text: Substring, line: Int, _ path: String) -> EmailAddress? {
    if let known = known[text] { return known }
    let address = address(text, line: line, path)
    if let address { known[text] = address }
    return address
  }

  /// Addresses stand once: whose mail it is must be certain.
  mutating func add(_ entry: DirectoryEntry) {
    claim(entry.address, entry.line, "address")
    for alias in entry.aliases { claim(alias, entry.line, "aliases") }
    entries.append(entry)
  }

  private mutating func claim(_ address: EmailAddress, _ line: Int, _ path: String) {
    guard let earlier = lines.updateValue(line, forKey: AddressKey(address)) else { return }
    problem(line: line, path, "\(address) stands in line \(earlier) already; an address has one owner")
  }

  /// An entry that others say they are in is a group.
  /// - Throws: what was wrong.
  func contents() throws(ConfigurationError) -> DirectoryContents {
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    var contents = DirectoryContents()
    var groups: [AddressKey: DirectoryGroup] = [:]
    for entry in entries {
      if entry.isGroup {
        groups[AddressKey(entry.address), default: DirectoryGroup(address: entry.address)].members += entry.members
      }
      for group in entry.groups {
        groups[AddressKey(group), default: DirectoryGroup(address: group)].members.append(entry.address)
      }
    }
    for entry in entries {
      let key = AddressKey(entry.address)
      if groups[key] != nil {
        groups[key]?.aliases += entry.aliases
      } else {
        contents.recipients.append(
          DirectoryRecipient(primary: entry.address, aliases: entry.aliases, displayName: entry.name))
      }
    }
    contents.groups = Array(groups.values)
    return contents
  }
}
