public import MailTypes

/// A connection filter policy, arranged for being asked.
public struct ConnectionFilter: Sendable {
  private let allowed: ClientRanges
  private let blocked: ClientRanges
  let usesSafeList: Bool

  public init(_ policy: ConnectionFilterPolicy) {
    allowed = ClientRanges(policy.ipAllowList)
    blocked = ClientRanges(policy.ipBlockList)
    usesSafeList = policy.enableSafeList
  }

  public func allows(_ client: IPAddress) -> Bool { allowed.contains(client) }

  /// An allowed client is not blocked (eop-spec §7.8).
  public func blocks(_ client: IPAddress) -> Bool { blocked.contains(client) && !allowed.contains(client) }
}
