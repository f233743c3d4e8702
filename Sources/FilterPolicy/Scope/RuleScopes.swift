import MailTypes

/// The filters of many rules, turned around: for an address, a group and a domain, the rules that name it. A rule fits where
/// each kind of condition that it has is met and no exception is, so that one pass over words of 64 rules each finds the first.
struct RuleScopes: Sendable {
  private let count: Int
  private var named = Conditions()
  private var excepted = Conditions()
  /// Rules that have no condition of the kind.
  private var withoutAddress: RuleMask
  private var withoutGroup: RuleMask
  private var withoutDomain: RuleMask

  init(_ filters: [RecipientFilter]) {
    count = filters.count
    withoutAddress = RuleMask(count: filters.count)
    withoutGroup = RuleMask(count: filters.count)
    withoutDomain = RuleMask(count: filters.count)
    for (rule, filter) in filters.enumerated() {
      named.add(rule, of: filters.count, filter.sentTo, filter.sentToMemberOf, filter.recipientDomainIs)
      excepted.add(
        rule, of: filters.count, filter.exceptIfSentTo, filter.exceptIfSentToMemberOf, filter.exceptIfRecipientDomainIs)
      if filter.sentTo.isEmpty { withoutAddress.insert(rule) }
      if filter.sentToMemberOf.isEmpty { withoutGroup.insert(rule) }
      if filter.recipientDomainIs.isEmpty { withoutDomain.insert(rule) }
    }
  }

  func first(for recipient: PolicyRecipient) -> Int? { fitting(recipient).first }

  func all(for recipient: PolicyRecipient) -> [Int] { fitting(recipient).members }

  private func fitting(_ recipient: PolicyRecipient) -> RuleMask {
    guard count > 0 else { return RuleMask(count: 0) }
    var fitting = withoutAddress
    fitting.formUnion(named.addresses[recipient.primary])
    fitting.formIntersection(met(named.groups, recipient.groups, or: withoutGroup))
    fitting.formIntersection(met(named.domains, recipient.domains, or: withoutDomain))
    fitting.subtract(excepted.addresses[recipient.primary])
    if !excepted.groups.isEmpty { for group in recipient.groups { fitting.subtract(excepted.groups[group]) } }
    if !excepted.domains.isEmpty { for domain in recipient.domains { fitting.subtract(excepted.domains[domain]) } }
    return fitting
  }

  private func met<Key: Hashable>(_ index: [Key: RuleMask], _ keys: some Sequence<Key>, or without: RuleMask) -> RuleMask {
    var mask = without
    if !index.isEmpty { for key in keys { mask.formUnion(index[key]) } }
    return mask
  }

  private struct Conditions: Sendable {
    var addresses: [EmailAddress: RuleMask] = [:]
    var groups: [AddressKey: RuleMask] = [:]
    var domains: [DomainName: RuleMask] = [:]

    mutating func add(
      _ rule: Int, of count: Int, _ addresses: Set<EmailAddress>, _ groups: Set<EmailAddress>, _ domains: Set<DomainName>
    ) {
      for address in addresses { self.addresses[address, default: RuleMask(count: count)].insert(rule) }
      for group in groups { self.groups[AddressKey(group), default: RuleMask(count: count)].insert(rule) }
      for domain in domains { self.domains[domain, default: RuleMask(count: count)].insert(rule) }
    }
  }
}

/// A set of rules by their places.
struct RuleMask: Sendable {
  private var words: [UInt64]

  /// Empty, with room for `count` rules.
  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  mutating func insert(_ rule: Int) { words[rule / 64] |= 1 << UInt64(rule % 64) }

  mutating func formUnion(_ other: RuleMask?) {
    guard let other else { return }
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: RuleMask) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  mutating func subtract(_ other: RuleMask?) {
    guard let other else { return }
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  var first: Int? {
    for (index, word) in words.enumerated() where word != 0 { return index * 64 + word.trailingZeroBitCount }
    return nil
  }

  var members: [Int] {
    words.enumerated().flatMap { index, word in
      (0..<64).lazy.filter { word & (1 << UInt64($0)) != 0 }.map { index * 64 + $0 }
    }
  }
}
