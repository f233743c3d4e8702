import MailTypes

extension ScopeLinter {
  /// One kind of condition of the filter, and who satisfies it alone.
  private struct Kind {
    let key: String
    let words: String
    let holds: (PolicyRecipient) -> Bool
  }

  private var kinds: [Kind] {
    let groups = Set(filter.sentToMemberOf.map(AddressKey.init))
    var kinds: [Kind] = []
    if !filter.sentTo.isEmpty {
      kinds.append(Kind(key: "sentTo", words: "be named in sentTo") { filter.sentTo.contains($0.primary) })
    }
    if !groups.isEmpty {
      kinds.append(
        Kind(key: "sentToMemberOf", words: "be in a group of sentToMemberOf") { !$0.groups.isDisjoint(with: groups) })
    }
    if !filter.recipientDomainIs.isEmpty {
      kinds.append(
        Kind(key: "recipientDomainIs", words: "have a domain of recipientDomainIs") {
          !filter.recipientDomainIs.isDisjoint(with: $0.domains)
        })
    }
    return kinds
  }

  /// A rule that leaves out this share of those whom its narrowest condition means, or more, is likely not meant so.
  private static let suspiciousShare = 0.9

  /// The trap of eop-spec §1.4: users and groups are not added up, both must hold.
  var conjunctionLints: [PolicyLint] {
    let kinds = kinds
    guard kinds.count > 1, !census.people.isEmpty else { return [] }
    let alone = kinds.map { kind in census.people.filter(kind.holds) }
    let both = census.people.filter { person in kinds.allSatisfy { $0.holds(person) } }
    let vain = namedInVain(kinds, alone)
    if !vain.isEmpty { return [vainLint(vain, isForNobody: both.isEmpty, kinds)] }
    let narrowest = alone.map(\.count).min() ?? 0
    guard Double(narrowest - both.count) >= Double(narrowest) * ScopeLinter.suspiciousShare, narrowest > 0 else { return [] }
    let counts = zip(kinds, alone).map { "\($0.key) \($1.count)" }.joined(separator: ", ")
    return [
      .warning(path, "\(demand(kinds)), which \(both.count) of the directory do (alone: \(counts)); \(ScopeLinter.advice)")
    ]
  }

  /// Recipients that the filter names one by one, and for whom it is not all the same.
  private func namedInVain(_ kinds: [Kind], _ alone: [[PolicyRecipient]]) -> [PolicyRecipient] {
    guard let index = kinds.firstIndex(where: { $0.key == "sentTo" }) else { return [] }
    return alone[index].filter { person in !kinds.allSatisfy { $0.holds(person) } }
  }

  private func vainLint(_ vain: [PolicyRecipient], isForNobody: Bool, _ kinds: [Kind]) -> PolicyLint {
    let names = PolicyText.naming(vain.map { "\($0.primary)" })
    let others = kinds.filter { $0.key != "sentTo" }.map(\.key).joined(separator: " and ")
    let outcome = isForNobody ? "is for nobody: " : ""
    return .warning(
      path,
      "\(outcome)\(names) \(vain.count == 1 ? "is" : "are") named in sentTo but not in \(others), and \(demand(kinds)); "
        + ScopeLinter.advice)
  }

  private func demand(_ kinds: [Kind]) -> String {
    "a recipient must \(kinds.map(\.words).joined(separator: " and ")) at once"
  }

  private static let advice = "to mean either, make a policy and rule of its own for each"
}
