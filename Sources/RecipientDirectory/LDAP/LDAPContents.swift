import FilterPolicy
import GatewayConfiguration
import MailTypes

/// Makes recipients and groups of what a server sent. Nothing in it is trusted: what holds no usable address is left out and
/// counted; a group without an address passes its members on to the groups it is in.
struct LDAPContents {
  /// Object classes of groups, which may have no member yet.
  private static let groupClasses: Set<String> = [
    "group", "groupofnames", "groupofuniquenames", "groupofmembers", "nismailalias", "mailgroup",
  ]

  private enum Member {
    case node(Int)
    case address(EmailAddress)
  }

  private struct Node {
    var addresses: [EmailAddress]
    var name: String?
    var isGroup: Bool
    var members: [Member] = []
  }

  private let settings: LDAPSettings
  private var nodes: [Node] = []
  private(set) var contents = DirectoryContents()

  init(_ entries: [LDAPEntry], settings: LDAPSettings) {
    self.settings = settings
    nodes = entries.map(node)
    let keys = entries.map { DistinguishedName.key($0.dn) }
    let indices = Dictionary(zip(keys, keys.indices).compactMap { key, index in key.map { ($0, index) } }) { first, _ in first }
    for (index, entry) in entries.enumerated() { connect(index, entry, indices) }
    for node in nodes { add(node) }
  }

  private func node(_ entry: LDAPEntry) -> Node {
    let classes = entry.values("objectClass").map { $0.lowercased() }
    let isGroup =
      classes.contains(where: LDAPContents.groupClasses.contains)
      || settings.memberAttributes.contains { !entry.values($0).isEmpty }
    return Node(
      addresses: addresses(entry), name: (entry.values("displayName") + entry.values("cn")).first, isGroup: isGroup)
  }

  /// The primary address first.
  private func addresses(_ entry: LDAPEntry) -> [EmailAddress] {
    var primary: [EmailAddress] = []
    var others = entry.values(settings.mailAttribute).compactMap { EmailAddress($0) }
    for value in settings.aliasAttributes.flatMap(entry.values) {
      let scheme = value.prefix { $0 != ":" && $0 != "@" }
      let hasScheme = scheme.endIndex < value.endIndex && value[scheme.endIndex] == ":"
      // Exchange's address types; in capitals for the primary address of its type.
      guard !hasScheme || scheme.lowercased() == "smtp" else { continue }
      let text = hasScheme ? value[value.index(after: scheme.endIndex)...] : value[...]
      guard let address = EmailAddress(text) else { continue }
      if scheme == "SMTP", hasScheme { primary.append(address) } else { others.append(address) }
    }
    var known: Set<AddressKey> = []
    return (primary + others).filter { known.insert(AddressKey($0)).inserted }
  }

  private mutating func connect(_ index: Int, _ entry: LDAPEntry, _ indices: [String: Int]) {
    for value in settings.memberAttributes.flatMap(entry.values) {
      if let member = DistinguishedName.key(value).flatMap({ indices[$0] }) {
        nodes[index].members.append(.node(member))
      } else if let address = EmailAddress(value) {
        nodes[index].members.append(.address(address))
      }
    }
    for value in entry.values(settings.memberOfAttribute) {
      guard let group = DistinguishedName.key(value).flatMap({ indices[$0] }), nodes[group].isGroup else { continue }
      nodes[group].members.append(.node(index))
    }
  }

  private mutating func add(_ node: Node) {
    guard let primary = node.addresses.first else {
      if !node.isGroup { contents.skipped += 1 }
      return
    }
    let aliases = Array(node.addresses.dropFirst())
    if node.isGroup {
      contents.groups.append(DirectoryGroup(address: primary, aliases: aliases, members: members(of: node)))
    } else {
      contents.recipients.append(DirectoryRecipient(primary: primary, aliases: aliases, displayName: node.name))
    }
  }

  /// Through groups without an address, each of which is entered once.
  private func members(of group: Node) -> [EmailAddress] {
    var result: [EmailAddress] = []
    var entered: Set<Int> = []
    var pending = group.members
    while let member = pending.popLast() {
      switch member {
      case .address(let address): result.append(address)
      case .node(let index):
        if let address = nodes[index].addresses.first {
          result.append(address)
        } else if entered.insert(index).inserted {
          pending += nodes[index].members
        }
      }
    }
    return result
  }
}
