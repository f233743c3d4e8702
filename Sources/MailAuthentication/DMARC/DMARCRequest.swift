public import InternetMessage

/// What DMARC is asked: whether one of the identifiers that were authenticated speaks for the author's domain.
public struct DMARCRequest: Hashable, Sendable {
  /// A domain that SPF or DKIM has an answer for.
  public struct Identifier: Hashable, Sendable {
    public enum Verdict: Hashable, Sendable {
      case pass
      /// DNS did not answer: it may have been a pass.
      case temporaryError
      case other
    }

    public let domain: String
    public let verdict: Verdict

    public init(domain: String, verdict: Verdict) {
      self.domain = domain
      self.verdict = verdict
    }

    /// `result` as RFC 8601 §2.7 spells it.
    public init(domain: String, result: String) {
      self.init(
        domain: domain, verdict: result == "pass" ? .pass : result == "temperror" ? .temporaryError : .other)
    }
  }

  /// The domains of all From fields, each once (RFC 9989 §5.3.1).
  public let authorDomains: [String]
  /// What SPF says of the reverse-path (RFC 9989 §4.4.2).
  public let spf: Identifier?
  /// What DKIM says of each `d=` (RFC 9989 §4.4.1).
  public let dkim: [Identifier]

  public init(authorDomains: [String], spf: Identifier?, dkim: [Identifier]) {
    self.authorDomains = authorDomains
    self.spf = spf
    self.dkim = dkim
  }

  /// The domains of all addresses of all From fields: in groups or not, without names, each once.
  public static func authorDomains(of header: HeaderBlock) -> [String] {
    var result: [String] = []
    for field in header.all("From") {
      for domain in authorDomains(inField: header.unfoldedValue(of: field)) where !result.contains(domain) {
        result.append(domain)
      }
    }
    return result
  }

  /// The same for the value of one field.
  public static func authorDomains(inField value: [UInt8]) -> [String] {
    var result: [String] = []
    for address in HeaderAddress.list(value) {
      let text = address.address
      guard let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) else { continue }
      let written = String(text[text.utf8.index(after: at)...])
      // Two spellings of one domain are one author domain.
      let domain = DMARCDomain(written)?.text ?? written
      if !result.contains(domain) { result.append(domain) }
    }
    return result
  }
}
