/// What stands right of the `@`: a domain name, or an address literal (RFC 5321 §4.1.3).
public enum MailDomain: Hashable, Sendable {
  case name(DomainName)
  case literal(IPAddress)

  /// Reads `example.org`, `[192.0.2.1]` or `[IPv6:2001:db8::1]`; `nil` for anything else, general address literals included.
  public init?(_ text: some StringProtocol) {
    guard text.first == "[" else {
      guard let name = DomainName(text), text.last != "." else { return nil }
      self = .name(name)
      return
    }
    guard text.last == "]" else { return nil }
    let inner = text.dropFirst().dropLast()
    if inner.lowercased().hasPrefix("ipv6:") {
      guard inner.dropFirst(5).contains(":"), let address = IPAddress(inner.dropFirst(5)) else { return nil }
      self = .literal(address)
    } else {
      guard !inner.contains(":"), let address = IPAddress(inner) else { return nil }
      self = .literal(address)
    }
  }
}

extension MailDomain: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let name): name.text
    case .literal(.v4(let value)): "[\(IPAddress.v4(value))]"
    case .literal(let address): "[IPv6:\(address)]"
    }
  }
}
