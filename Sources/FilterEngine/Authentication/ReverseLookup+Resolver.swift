import FilterPolicy
import MailTypes

extension ReverseLookup {
  /// PTR names whose addresses are asked for; an attacker's zone can list thousands (RFC 7208 §4.6.4 sets ten).
  static let nameLimit = 5

  /// RFC 8601 §3: the PTR names of the address, and whether one of them has that address.
  static func of(_ address: IPAddress, resolver: (any DNSResolver)?) async -> ReverseLookup {
    guard let resolver, !address.isPrivate else { return ReverseLookup() }
    let answer = await resolver.resolve(DNSQuestion(address.reverseName, .ptr))
    guard !answer.isTemporaryFailure else { return ReverseLookup(result: .temperror) }
    let names = answer.records.compactMap(hostName).prefix(nameLimit)
    guard let first = names.first else { return ReverseLookup(result: .permerror) }
    var result = ReverseLookup(result: .fail, name: first)
    for name in names {
      let forward = await resolver.resolve(DNSQuestion(name, address.bitWidth == 32 ? .a : .aaaa))
      if forward.records.contains(.address(address)) { return ReverseLookup(result: .pass, name: name) }
      if forward.isTemporaryFailure { result.result = .temperror }
    }
    return result
  }

  /// Whatever else stands in a PTR record is no name of a host, and must not reach a header.
  private static func hostName(_ record: DNSRecord) -> String? {
    if case .name(let text) = record { DomainName(text)?.text } else { nil }
  }
}
