/// What a verifier accepts.
public struct DKIMOptions: Hashable, Sendable {
  /// What the message is, which the key record has to be meant for (RFC 6376 §3.6.1 `s=`).
  public enum Service: Hashable, Sendable {
    case email
    /// A TLS report (RFC 8460 §3): signatures with `l=` cover all of it or nothing.
    case tlsReport
    /// The same, where the record has to say `s=tlsrpt`, as RFC 8460 §3 allows receivers to ask.
    case declaredTLSReport
  }

  public var service: Service
  /// Old test data only: rsa-sha1, short RSA keys, and what RFC 4871 and the drafts before it had and RFC 6376 has not (no
  /// `v=`, `q=dns`, `g=` in keys). RFC 8301 forbids to call such signatures valid.
  public var allowLegacyAlgorithms: Bool

  public init(service: Service = .email, allowLegacyAlgorithms: Bool = false) {
    self.service = service
    self.allowLegacyAlgorithms = allowLegacyAlgorithms
  }
}
