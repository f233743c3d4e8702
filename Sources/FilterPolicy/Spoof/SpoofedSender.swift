import MailTypes

/// Who a message that is not proven to be its author's claims to be from, and where it comes from: what spoof intelligence lists
/// and remembers (eop-spec §8.1).
public struct SpoofedSender: Hashable, Sendable {
  /// A domain; of our own domains the whole address.
  public let user: SpoofedSenderPair.User
  public let kind: SenderHistory.Kind
  public let infrastructure: SpoofedSenderPair.Infrastructure
  /// The author's domain is one of ours.
  public let isInternal: Bool

  public init(
    user: SpoofedSenderPair.User, kind: SenderHistory.Kind, infrastructure: SpoofedSenderPair.Infrastructure, isInternal: Bool
  ) {
    self.user = user
    self.kind = kind
    self.infrastructure = infrastructure
    self.isInternal = isInternal
  }

  /// `nil` where the author is proven, was not checked, or cannot be told.
  public init?(_ findings: Findings, snapshot: PolicySnapshot) {
    let facts = findings.authentication
    guard facts.isChecked, facts.route != .hidden, facts.dmarc.result != "pass", !facts.isAligned,
      let domain = findings.authorDomain
    else { return nil }
    let address = findings.entities.from.flatMap { EmailAddress($0.lowercased()) }
    isInternal = snapshot.acceptedDomains.contains(domain)
    user = isInternal ? address.map { .address($0) } ?? .domain(domain) : .domain(domain)
    (kind, infrastructure) = SendingInfrastructure(of: findings).identity
  }

  /// eop-spec §8.1: what fails a policy that asks to act on it is no matter of spoof intelligence.
  public static func isListed(_ decision: Decision) -> Bool {
    decision.compauth.reason != "000" && decision.compauth.reason != "010"
  }
}
