public import MailTypes

/// An address as directories compare it (`EmailAddress.key`): made once, where a policy or a directory is read, so that
/// looking it up costs no more than hashing its text.
public struct AddressKey: Hashable, Sendable, Comparable {
  /// The address in lower case.
  public let text: String
  /// Of `text`, made once: trees and tables ask for it whenever they grow.
  private let hash: Int

  public init(_ address: EmailAddress) {
    text = AddressKey.plainText(address) ?? address.key
    hash = text.hashValue
  }

  public static func == (left: AddressKey, right: AddressKey) -> Bool { left.hash == right.hash && left.text == right.text }

  public func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  /// `EmailAddress.key` of an address of letters, digits and marks that need no quotes, as nearly all are: a directory makes
  /// hundreds of thousands of them. `nil` for others.
  private static func plainText(_ address: EmailAddress) -> String? {
    guard let domain = address.domainName?.text.utf8 else { return nil }
    let local = address.localPart.utf8
    guard isPlain(local) else { return nil }
    return String(unsafeUninitializedCapacity: local.count + 1 + domain.count) { text in
      let end = text.update(fromContentsOf: local.lazy.map { $0 | ((0x41...0x5A).contains($0) ? 0x20 : 0) })
      text[end] = UInt8(ascii: "@")
      return text[(end + 1)...].update(fromContentsOf: domain)
    }
  }

  private static func isPlain(_ local: String.UTF8View) -> Bool {
    var previous = UInt8(ascii: ".")
    for byte in local {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"):
        break
      // A dot between two others: elsewhere it needs quotes.
      case UInt8(ascii: ".") where previous != byte: break
      default: return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: ".")
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
