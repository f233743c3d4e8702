public import MailTypes

extension Findings {
  /// The domain that says it wrote the message: what composite authentication is about (eop-spec §2.11).
  public var authorDomain: DomainName? {
    if let domain = authentication.dmarc.domain { return DomainName(domain) }
    guard let from = entities.from, let at = from.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    return DomainName(from[from.utf8.index(after: at)...])
  }
}
