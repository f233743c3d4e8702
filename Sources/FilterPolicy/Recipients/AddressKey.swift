public import MailTypes

/// An address as directories compare it (`EmailAddress.key`): made once, where a policy or a directory is read, so that
/// looking it up costs no more than hashing its text.
public struct AddressKey: Hashable, Sendable, Comparable {
  /// The address in lower case.
  public let text: String

  public init(_ address: EmailAddress) { text = AddressKey.plainText(address) ?? address.key }

  /// `EmailAddress.key` of an address of letters, digits and marks that need no quotes, as nearly all are: a directory makes
  /// hundreds of thousands of them. `nil` for others.
  private static func plainText(_ address: EmailAddress) -> String? {
    guard let domain = address.domainName?.text.utf8 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(address.localPart.utf8.count + 1 + domain.count)
    for byte in address.localPart.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "+"):
        bytes.append(byte)
      // A dot between two others: elsewhere it needs quotes.
      case UInt8(ascii: ".") where !bytes.isEmpty && bytes.last != byte: bytes.append(byte)
      default: return nil
      }
    }
    guard bytes.last != UInt8(ascii: ".") else { return nil }
    bytes.append(UInt8(ascii: "@"))
    bytes.append(contentsOf: domain)
    return String(decoding: bytes, as: UTF8.self)
  }

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
