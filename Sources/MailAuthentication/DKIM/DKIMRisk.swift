/// What a signature that verifies leaves open to be added or changed (RFC 6376 §8.2 and §8.15).
public enum DKIMRisk: Hashable, Sendable {
  /// `l=` stops before the end: so many canonical octets of the body are not signed.
  case unsignedBody(octets: Int)
  /// A field that may occur once (RFC 5322 §3.6) occurs more often than it is signed; name in lower case.
  case unsignedField(String)
  /// `t=y`: the domain says that it is testing (RFC 6376 §3.6.1).
  case testing

  /// Fields that readers show or obey, and of which RFC 5322 §3.6 and RFC 2045 §3 allow one.
  static let singleFields = FieldNames([
    "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type",
    "content-transfer-encoding",
  ])

  /// The fields of `message` that a signature over `names` leaves open.
  static func unsignedFields(_ message: SignedMessage, signed names: FieldNames) -> [DKIMRisk] {
    (0..<singleFields.count).compactMap { index in
      let (name, key) = (singleFields.octets(at: index), singleFields.key(at: index))
      // Most fields occur once, and nothing is open then.
      let count = message.count(of: name, key)
      guard count > 1 else { return nil }
      let signed = names.count(of: name, key)
      guard signed > 0, count > signed else { return nil }
      return .unsignedField(String(decoding: name, as: UTF8.self))
    }
  }
}

extension DKIMRisk: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsignedBody(let octets): "\(octets) octets of the body are not signed"
    case .unsignedField(let name): "the message has more \(name) fields than are signed"
    case .testing: "the key is for testing"
    }
  }
}
