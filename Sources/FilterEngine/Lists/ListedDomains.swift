import ContentAnalysis
import FilterPolicy
import InternetMessage
import MailTypes

/// The domains of a message that lists are asked about.
enum ListedDomains {
  /// Those of From, the reverse-path, EHLO and the links, as the public suffix list cuts them, each once, in that order.
  static func of(
    _ subject: ScanSubject, _ client: ReceivedClient, _ message: MessageFacts, _ content: ContentFacts
  ) -> [String] {
    var hosts = message.from.map { domain(of: $0.address) }
    if case .mailbox(let address) = subject.envelope.reversePath { hosts.append(domain(of: "\(address)")) }
    hosts.append(client.helo)
    let links = content.links.flatMap { [$0.url, $0.target] }
    // A list of domains is not asked about addresses: some take that for an attack.
    hosts += links.filter { !$0.hasAddressHost }.compactMap(\.host)
    var seen: Set<String> = []
    return hosts.compactMap(registered).filter { seen.insert($0).inserted }
  }

  private static func domain(of address: String) -> String {
    address.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(address[address.utf8.index(after: $0)...]) } ?? ""
  }

  private static func registered(_ host: String) -> String? {
    DomainName(host).flatMap { PublicSuffix.organizationalDomain(of: $0.text) }
  }
}
