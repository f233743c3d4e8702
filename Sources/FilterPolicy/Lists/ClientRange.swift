import MailTypes

/// Clients that a connection filter names (eop-spec §7.8): an IPv4 address, a range `a-b` of at most 256, or a network of /24
/// to /32.
public struct ClientRange: PolicyListItem {
  public let policyText: String
  let addresses: ClosedRange<UInt32>

  public init?(policyText: String) {
    let text = PolicyText.trimmed(policyText)
    guard let addresses = ClientRange.range(text) ?? ClientRange.network(text) else { return nil }
    self.addresses = addresses
    self.policyText = text
  }

  public static var noun: String {
    "IPv4 address, range of at most 256, or network of /24 to /32, as 192.0.2.1, 192.0.2.1-192.0.2.9, 192.0.2.0/24"
  }

  private static func range(_ text: String) -> ClosedRange<UInt32>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { IPAddress(PolicyText.trimmed($0)) }
    guard ends.count == 2, case .v4(let first)? = ends[0], case .v4(let last)? = ends[1], first <= last, last - first < 256
    else { return nil }
    return first...last
  }

  private static func network(_ text: String) -> ClosedRange<UInt32>? {
    guard let network = IPNetwork(text), case .v4(let base) = network.base, network.prefixLength >= 24 else { return nil }
    return base...(base | ~(UInt32.max << UInt32(32 - network.prefixLength)))
  }
}
