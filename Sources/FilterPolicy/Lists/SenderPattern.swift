public import MailTypes

/// The author that an entry of the Tenant Allow/Block List names (eop-spec §7.4): `chris@contoso.com`, `contoso.com`, which
/// covers no subdomain, or `*.contoso.com`, which covers the domain and all below it.
public enum SenderPattern: Hashable, Sendable {
  /// In lower case.
  case address(EmailAddress)
  case domain(DomainName)
  case domainAndBelow(DomainName)

  /// `nil` where the text is none of these. Characters that an address cannot have as they are may be written as `%2B`.
  public init?(_ text: String) {
    if text.hasPrefix("*.") {
      guard let domain = DomainName(text.dropFirst(2)) else { return nil }
      self = .domainAndBelow(domain)
    } else if text.contains("@") {
      guard
        let address = EmailAddress(text.lowercased()) ?? SenderPattern.decoded(text).flatMap({ EmailAddress($0.lowercased()) })
      else { return nil }
      self = .address(address)
    } else {
      guard let domain = DomainName(text) else { return nil }
      self = .domain(domain)
    }
  }

  /// Percent-encoded octets (RFC 3986 §2.1), read as UTF-8; `nil` where there are none, or they are broken.
  private static func decoded(_ text: String) -> String? {
    guard text.contains("%") else { return nil }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension SenderPattern: CustomStringConvertible {
  public var description: String {
    switch self {
    case .address(let address): "\(address)"
    case .domain(let domain): domain.text
    case .domainAndBelow(let domain): "*.\(domain)"
    }
  }
}
