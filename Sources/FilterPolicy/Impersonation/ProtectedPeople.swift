import MailTypes

/// The people whom a policy protects, found by how a name or an address reads.
struct ProtectedPeople: Sendable {
  private var byName: [String: ProtectedUser] = [:]
  private var byReading: [String: ProtectedUser] = [:]
  private var byAddress: [EmailAddress: ProtectedUser] = [:]

  /// Where two have one name, the one that comes first in the alphabet stands for both; either may send under it.
  init(_ users: some Sequence<ProtectedUser>) {
    for user in users.sorted(by: { $0.policyText > $1.policyText }) {
      for key in ProtectedPeople.keys(of: user.name) { byName[key] = user }
      byReading[ProtectedPeople.reading(user.address)] = user
      byAddress[user.address] = user
    }
  }

  var isEmpty: Bool { byAddress.isEmpty }

  /// Whether the address is that of one of them.
  func has(_ address: EmailAddress) -> Bool { byAddress[address] != nil }

  /// Whose name, or whose address written as a name, it is.
  func user(named name: String) -> ProtectedUser? {
    let shown = ProtectedPeople.withoutBrackets(name)
    if let user = ProtectedPeople.keys(of: shown).lazy.compactMap({ byName[$0] }).first { return user }
    guard name.utf8.contains(UInt8(ascii: "@")) else { return nil }
    return name.split { $0.isWhitespace || "<>()[]\"',;:".contains($0) }.lazy
      .compactMap { EmailAddress(policyText: String($0)) }.compactMap { byAddress[$0] }.first
  }

  /// Whose address this one reads like.
  func user(withAddressLike address: EmailAddress) -> ProtectedUser? { byReading[ProtectedPeople.reading(address)] }

  /// In any order of words, and written together.
  private static func keys(of name: String) -> [String] {
    let words = HastyReading(name).words
    return words.isEmpty ? [] : [words.sorted().joined(separator: " "), words.joined()]
  }

  private static func reading(_ address: EmailAddress) -> String {
    let domain = address.domainName?.unicodeText ?? "\(address.domain)"
    return HastyReading(address.localPart).joined + "@" + HastyReading(domain).words.joined(separator: ".")
  }

  /// `Ada Lovelace (CEO)` and `Ada Lovelace [Contoso]` are her name.
  private static func withoutBrackets(_ name: String) -> String {
    var depth = 0
    var result = ""
    for character in name {
      if character == "(" || character == "[" { depth += 1 }
      if depth == 0 { result.append(character) }
      if depth > 0, character == ")" || character == "]" { depth -= 1 }
    }
    return result
  }
}
