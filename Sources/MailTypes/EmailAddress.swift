/// A mailbox as SMTP names it (RFC 5321 §4.1.2 `Mailbox`, RFC 6531 §3.3 with UTF-8): local-part and domain, or address literal.
///
/// Two spellings of one local-part (`"a"@x`, `a@x`) are equal: quotes are removed when they are read, and written back
/// only where the grammar needs them. Case is kept and compared; `key` is what directories compare by.
public struct EmailAddress: Hashable, Sendable {
  /// Octets of a local-part as it is written, quotes included (RFC 5321 §4.5.3.1.1).
  public static let localPartLimit = 64
  /// Octets of an address as it is written: a path has 256 with its angle brackets (RFC 5321 §4.5.3.1.3).
  public static let lengthLimit = 254

  /// UTF-8 without control characters, not empty, quotes removed.
  public let localPart: String
  public let domain: MailDomain

  /// Strict: `nil` for anything the grammar does not give, and above `localPartLimit` or `lengthLimit`.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count <= EmailAddress.lengthLimit, let (localPart, end) = EmailAddress.readLocalPart(bytes),
      end < bytes.count, bytes[end] == UInt8(ascii: "@"),
      let domain = MailDomain(String(decoding: bytes[(end + 1)...], as: UTF8.self))
    else { return nil }
    self.init(localPart: localPart, domain: domain)
  }

  /// `nil` where the local-part is empty or holds control characters, or what is written exceeds `localPartLimit` or
  /// `lengthLimit`.
  public init?(localPart: String, domain: MailDomain) {
    guard !localPart.isEmpty, localPart.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    self.localPart = localPart
    self.domain = domain
    let written = writtenLocalPart.utf8.count
    guard written <= EmailAddress.localPartLimit, written + 1 + domain.description.utf8.count <= EmailAddress.lengthLimit
    else { return nil }
  }

  /// What two addresses of one mailbox share: the address in lower case. RFC 5321 §2.4 lets hosts tell cases apart; none
  /// that matter do, and a blocked sender must not come back in capitals.
  public var key: String { description.lowercased() }

  /// True where the address can only be used with SMTPUTF8 (RFC 6531). The domain never asks for it: it has A-labels.
  public var needsSMTPUTF8: Bool { localPart.utf8.contains { $0 >= 0x80 } }

  /// The domain where it is a name, `nil` for an address literal.
  public var domainName: DomainName? {
    if case .name(let name) = domain { name } else { nil }
  }
}

extension EmailAddress: CustomStringConvertible {
  /// As written in a path, without angle brackets.
  public var description: String { writtenLocalPart + "@\(domain)" }

  /// In quotes where the grammar needs them.
  private var writtenLocalPart: String {
    EmailAddress.isDotString(Array(localPart.utf8)) ? localPart : EmailAddress.quoted(localPart)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(character)
    }
    return result + "\""
  }
}

extension EmailAddress: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = EmailAddress(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a mail address: \(text)")
    }
    self = address
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension EmailAddress {
  /// The local-part at the start of `bytes`, unquoted, and the index after it.
  static func readLocalPart(_ bytes: [UInt8]) -> (String, Int)? {
    if bytes.first == UInt8(ascii: "\"") { return readQuotedString(bytes) }
    let end = bytes.firstIndex(of: UInt8(ascii: "@")) ?? bytes.count
    guard end <= localPartLimit, isDotString(Array(bytes[..<end])) else { return nil }
    return (String(decoding: bytes[..<end], as: UTF8.self), end)
  }

  /// RFC 5321 §4.1.2 `Quoted-string`; at least one character, because an empty local-part names nobody.
  private static func readQuotedString(_ bytes: [UInt8]) -> (String, Int)? {
    var content: [UInt8] = []
    var index = 1
    while index < min(bytes.count, localPartLimit) {
      var byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        guard !content.isEmpty, let text = String(validating: content, as: UTF8.self) else { return nil }
        return (text, index + 1)
      }
      if byte == UInt8(ascii: "\\") {
        index += 1
        guard index < bytes.count, (0x20...0x7E).contains(bytes[index]) else { return nil }
        byte = bytes[index]
      }
      guard byte >= 0x20, byte != 0x7F else { return nil }
      content.append(byte)
      index += 1
    }
    return nil
  }

  /// RFC 5321 §4.1.2 `Dot-string`, with RFC 6531 §3.3 `UTF8-non-ascii` in atoms.
  static func isDotString(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty, bytes.first != UInt8(ascii: "."), bytes.last != UInt8(ascii: ".") else { return false }
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: ".") {
        guard previous != byte else { return false }
      } else if !isAtomText(byte) {
        return false
      }
      previous = byte
    }
    return bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
  }

  /// RFC 5322 §3.2.3 `atext`, and octets of UTF-8.
  private static func isAtomText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case 0x80...: true
    default: atomSymbols.contains(byte)
    }
  }

  private static let atomSymbols = Set("!#$%&'*+-/=?^_`{|}~".utf8)
}
