public import MailTypes

/// Who may or may not send as whom (eop-spec §7.7): `contoso.com, fabrikam.com`, `chris@contoso.com, 192.0.2.0/24`,
/// `*, fabrikam.com`. Covers that combination only.
public struct SpoofedSenderPair: Hashable, Sendable {
  public enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    case allow, block
  }

  /// Whom the message says to come from.
  public enum User: Hashable, Sendable {
    case anyone
    case domain(DomainName)
    /// In lower case.
    case address(EmailAddress)
  }

  /// Where it comes from.
  public enum Infrastructure: Hashable, Sendable {
    case anywhere
    /// Of the client's confirmed reverse name, or of a DKIM signature that verifies; covers the names below it.
    case domain(DomainName)
    /// A /24, or for IPv6 a /64.
    case network(IPNetwork)
  }

  public let user: User
  public let infrastructure: Infrastructure

  /// `nil` for everybody from everywhere, which no pair may say.
  public init?(user: User, infrastructure: Infrastructure) {
    if user == .anyone, infrastructure == .anywhere { return nil }
    self.user = user
    self.infrastructure = infrastructure
  }

  /// Reads `user, infrastructure`; `nil` where it is no pair. Of a network any address in it may be written.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ",", maxSplits: 1).map { SpoofedSenderPair.trimmed($0) }
    guard parts.count == 2, let user = User(parts[0]), let infrastructure = Infrastructure(parts[1]) else { return nil }
    self.init(user: user, infrastructure: infrastructure)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension SpoofedSenderPair: CustomStringConvertible {
  public var description: String { "\(user), \(infrastructure)" }
}

extension SpoofedSenderPair: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let pair = SpoofedSenderPair(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no pair of user and infrastructure: \(text)")
    }
    self = pair
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension SpoofedSenderPair.User: CustomStringConvertible {
  init?(_ text: String) {
    if text == "*" {
      self = .anyone
    } else if text.contains("@") {
      guard let address = EmailAddress(text.lowercased()) else { return nil }
      self = .address(address)
    } else {
      guard let domain = DomainName(text) else { return nil }
      self = .domain(domain)
    }
  }

  public var description: String {
    switch self {
    case .anyone: "*"
    case .domain(let name): name.text
    case .address(let address): "\(address)"
    }
  }
}

extension SpoofedSenderPair.Infrastructure: CustomStringConvertible {
  init?(_ text: String) {
    if text == "*" {
      self = .anywhere
    } else if text.contains("/") || IPAddress(text) != nil {
      guard let network = Self.network(text) else { return nil }
      self = .network(network)
    } else {
      guard let domain = DomainName(text) else { return nil }
      self = .domain(domain)
    }
  }

  /// An address alone stands for its network; any other length than that of `SendingInfrastructure.network` is refused.
  private static func network(_ text: String) -> IPNetwork? {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard let address = parts.first.flatMap({ IPAddress($0) }) else { return nil }
    let network = SendingInfrastructure.network(of: address)
    return parts.count == 1 || parts[1] == "\(network.prefixLength)" ? network : nil
  }

  public var description: String {
    switch self {
    case .anywhere: "*"
    case .domain(let name): name.text
    case .network(let network): "\(network)"
    }
  }
}
