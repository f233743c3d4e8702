/// How the author's domain and the client belong together beside all records: what is guessed from where a domain has its
/// hosts (eop-spec §2.10–2.11). Asked for only where neither SPF nor DKIM speaks for the author.
public struct InfrastructureFacts: Hashable, Sendable, Codable {
  /// The organizational domain of the client's PTR name, confirmed or not; `nil` without one.
  public var reverseDomain: String?
  /// The author's domain is of the organization of the client's PTR name (103, 202).
  public var isReverseAligned: Bool
  /// A mail exchanger of the author's domain is of the organization of the client's PTR name (116).
  public var isExchangerAligned: Bool
  /// The author's domain has an address next to the client's, in its /24 or /64 (201).
  public var isNeighbour: Bool

  public init(
    reverseDomain: String? = nil, isReverseAligned: Bool = false, isExchangerAligned: Bool = false, isNeighbour: Bool = false
  ) {
    self.reverseDomain = reverseDomain
    self.isReverseAligned = isReverseAligned
    self.isExchangerAligned = isExchangerAligned
    self.isNeighbour = isNeighbour
  }

  private enum CodingKeys: String, CodingKey {
    case reverseDomain
    case isReverseAligned = "reverseAligned"
    case isExchangerAligned = "exchangerAligned"
    case isNeighbour = "neighbour"
  }
}
