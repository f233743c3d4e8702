/// Why the body of a message stays as it is.
public enum BannerObstacle: String, Hashable, Sendable, Codable, CaseIterable {
  /// multipart/signed, S/MIME or PGP: a change would break the signature.
  case signed
  /// multipart/encrypted, S/MIME or PGP.
  case encrypted
  /// A fragment of a message (RFC 2046 §5.2.2), which is whole elsewhere only.
  case partial
  /// What it is made of cannot be told for sure.
  case malformed
  /// A character set that is no superset of ASCII.
  case charset
  /// Nothing of it is shown as text.
  case noText

  public var sentence: String {
    switch self {
    case .signed: "the message is signed, and a change would break the signature"
    case .encrypted: "the message is encrypted"
    case .partial: "the message is a fragment of another"
    case .malformed: "the message is malformed"
    case .charset: "the character set of its text cannot hold one"
    case .noText: "the message shows no text"
    }
  }
}
