public import MailTypes

/// What became of the chain of a message.
public struct ARCResult: Hashable, Sendable {
  /// As RFC 8601 §2.7 and RFC 8617 §4.4 spell it.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case none, pass, fail
  }

  /// Who sealed an instance, and what was said then.
  public struct Sealer: Hashable, Sendable {
    public let instance: Int
    /// `d=` of the seal; `nil` where it could not be read.
    public let domain: String?
    public let selector: String?
    /// `d=` of the message signature, which by eop-spec §8.4 has to be that of the seal where a sealer is trusted.
    public let messageDomain: String?
    /// What the handler found when the message came to it.
    public let results: AuthenticationResults
  }

  public let verdict: Verdict
  /// The highest instance; 0 without ARC fields, and where they are no chain.
  public let instances: Int
  /// `nil` unless it fails.
  public let reason: ARCReason?
  /// Instance 1 first. Worth believing only where the verdict is `pass`, and then as much as the sealers are.
  public let sealers: [Sealer]
}
