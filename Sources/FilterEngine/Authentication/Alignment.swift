import FilterPolicy
import MailAuthentication
import MailTypes

/// Whether two domains belong to one organization, by the public suffix list: what is guessed where no DMARC record says how
/// (eop-spec §2.9, `bestguesspass`).
enum Alignment {
  static func isSame(_ one: String?, _ other: String?) -> Bool {
    guard let one = one.flatMap({ DomainName($0) }), let other = other.flatMap({ DomainName($0) }) else { return false }
    return one == other || organization(one) == organization(other)
  }

  /// A public suffix is an organization of its own.
  static func organization(_ domain: DomainName) -> DomainName { RegisteredDomain.of(domain) ?? domain }

  /// What an ARC sealer wrote down: DMARC passed for one of the authors, or SPF or DKIM did for their organization.
  static func isPass(_ results: AuthenticationResults, for authors: [String]) -> Bool {
    func speaks(_ domain: String?) -> Bool { authors.contains { isSame($0, domain) } }
    return results.results.contains { result in
      guard result.result == "pass" || result.result == "bestguesspass" else { return false }
      switch result.method {
      case "dmarc": return speaks(result.value("header", "from"))
      case "dkim": return speaks(result.value("header", "d") ?? result.value("header", "i").map(domain(of:)))
      case "spf": return speaks(result.value("smtp", "mailfrom").map(domain(of:)))
      default: return false
      }
    }
  }

  private static func domain(of address: String) -> String { address.split(separator: "@").last.map(String.init) ?? "" }
}

extension AuthenticationFacts {
  /// Notes which of the domains that SPF and DKIM speak for are of the author's organization.
  mutating func align() {
    spf.isAligned = Alignment.isSame(spf.domain, dmarc.domain)
    for index in dkim.indices { dkim[index].isAligned = Alignment.isSame(dkim[index].domain, dmarc.domain) }
  }
}
