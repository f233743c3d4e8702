public import MailTypes

/// An address as directories compare it (`EmailAddress.key`): made once, where a policy or a directory is read, so that
/// looking it up costs no more than hashing its text.
public struct AddressKey: Hashable, Sendable, Comparable {
  /// The address in lower case.
  public let text: String

  public init(_ address: EmailAddress) { text = address.key }

  public static func < (left: AddressKey, right: AddressKey) -> Bool { left.text < right.text }
}

extension AddressKey: CustomStringConvertible {
  public var description: String { text }
}

extension AddressKey: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try EmailAddress(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
