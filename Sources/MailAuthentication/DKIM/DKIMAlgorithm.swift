/// What `a=` names (RFC 6376 §3.3, RFC 8463 §3).
public enum DKIMAlgorithm: String, Hashable, Sendable, CaseIterable {
  case rsaSHA256 = "rsa-sha256"
  case ed25519SHA256 = "ed25519-sha256"
  /// RFC 8301 §3.1: must not be used to sign or to verify. Read for old test data only.
  case rsaSHA1 = "rsa-sha1"

  /// As the `k=` of a key record names it.
  public var keyType: String { self == .ed25519SHA256 ? "ed25519" : "rsa" }

  /// As the `h=` of a key record names it.
  public var hashName: String { self == .rsaSHA1 ? "sha1" : "sha256" }
}
