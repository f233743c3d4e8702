public import MailTypes

/// Where mail for foreign domains goes.
public enum OutboundRoute: Hashable, Sendable {
  /// To the mail exchangers of each recipient's domain (RFC 5321 §5.1).
  case mx(NextHop.TLSPolicy)
  /// Always to one next hop.
  case nextHop(NextHop)

  /// Reads `mx`, `mx?tls=required`, or what `NextHop` reads.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.first == "mx" {
      guard parts.count == 2 else {
        self = .mx(.opportunistic)
        return
      }
      guard parts[1].hasPrefix("tls="), let policy = NextHop.TLSPolicy(rawValue: String(parts[1].dropFirst(4))) else {
        return nil
      }
      self = .mx(policy)
    } else if let nextHop = NextHop(text) {
      self = .nextHop(nextHop)
    } else {
      return nil
    }
  }

  /// The next hop for a recipient of `domain`.
  public func nextHop(for domain: DomainName) -> NextHop {
    switch self {
    case .mx(let policy): .mx(domain, policy)
    case .nextHop(let nextHop): nextHop
    }
  }
}

extension OutboundRoute: CustomStringConvertible {
  public var description: String {
    switch self {
    case .mx(.opportunistic): "mx"
    case .mx(let policy): "mx?tls=\(policy.rawValue)"
    case .nextHop(let nextHop): "\(nextHop)"
    }
  }
}
