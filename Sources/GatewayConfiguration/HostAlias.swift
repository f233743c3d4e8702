public import MailTypes

/// A further name of this gateway, or a further address: what other servers may find in the DNS for it.
public enum HostAlias: Hashable, Sendable {
  case name(DomainName)
  case address(IPAddress)

  /// Reads `mx2.example.org`, `192.0.2.1` or `2001:db8::1`.
  public init?(_ text: some StringProtocol) {
    if let address = IPAddress(text) {
      self = .address(address)
    } else if let name = DomainName(text) {
      self = .name(name)
    } else {
      return nil
    }
  }
}

extension HostAlias: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let name): name.text
    case .address(let address): "\(address)"
    }
  }
}
