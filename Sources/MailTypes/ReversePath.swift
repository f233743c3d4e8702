/// The return address of a message (RFC 5321 §3.3): a mailbox, or the null reverse-path `<>` of notifications, which is
/// never answered (RFC 5321 §4.5.5).
public enum ReversePath: Hashable, Sendable {
  case null
  case mailbox(EmailAddress)

  public var mailbox: EmailAddress? {
    if case .mailbox(let address) = self { address } else { nil }
  }
}

extension ReversePath: CustomStringConvertible {
  /// Without angle brackets; empty for the null reverse-path.
  public var description: String { mailbox?.description ?? "" }
}

extension ReversePath: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    if text.isEmpty {
      self = .null
    } else if let address = EmailAddress(text) {
      self = .mailbox(address)
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a reverse-path: \(text)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
