/// What a signature that verifies leaves open to be added or changed (RFC 6376 §8.2 and §8.15).
public enum DKIMRisk: Hashable, Sendable {
  /// `l=` stops before the end: so many canonical octets of the body are not signed.
  case unsignedBody(octets: Int)
  /// A field that may occur once (RFC 5322 §3.6) occurs more often than it is signed; name in lower case.
  case unsignedField(String)
  /// `t=y`: the domain says that it is testing (RFC 6376 §3.6.1).
  case testing

  /// Fields that readers show or obey, and of which RFC 5322 §3.6 and RFC 2045 §3 allow one.
  static let singleFields = [
    "from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type",
    "content-transfer-encoding",
  ]

  /// The fields of `message` that a signature over `names` leaves open.
  static func unsignedFields(_ message: SignedMessage, signed names: [String]) -> [DKIMRisk] {
    let names = names.map { $0.lowercased() }
    return singleFields.filter { field in
      let signed = names.count { $0 == field }
      return signed > 0 && message.fields(field).count > signed
    }.map(DKIMRisk.unsignedField)
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
