internal import CIDN2

/// A domain name as mail uses it: at most 253 octets of dot-separated labels of 1…63 octets (RFC 1035 §2.3.4), letters,
/// digits, hyphens and underscores, in lower case, without the final dot. A name with non-ASCII labels (RFC 6531) is
/// held as its A-labels (RFC 5890 §2.3.2.1), so that both spellings are one name.
public struct DomainName: Hashable, Sendable, Comparable {
  /// Lower case ASCII, A-labels.
  public let text: String

  /// `nil` where the text is no domain name, or IDNA 2008 refuses a label of it.
  public init?(_ text: some StringProtocol) {
    var text = Substring(text)
    if text.utf8.last == UInt8(ascii: ".") { text = text.dropLast() }
    guard !text.isEmpty, text.utf8.count <= 1024 else { return nil }
    if let ascii = DomainName.normalizedASCII(text) {
      self.text = ascii
    } else if let converted = DomainName.aLabels(of: String(text)), let ascii = DomainName.normalizedASCII(converted) {
      self.text = ascii
    } else {
      return nil
    }
  }

  /// The labels, leftmost first.
  public var labels: [Substring] { text.split(separator: ".") }

  /// As people read it, with U-labels (RFC 5890 §2.3.2.1) where they can be made.
  public var unicodeText: String {
    guard text.utf8.split(separator: UInt8(ascii: ".")).contains(where: { $0.starts(with: "xn--".utf8) }) else { return text }
    var output: UnsafeMutablePointer<CChar>?
    guard idn2_to_unicode_8z8z(text, &output, 0) == CInt(IDN2_OK.rawValue), let output else { return text }
    defer { idn2_free(output) }
    return String(cString: output)
  }

  /// The name without its first label; `nil` for a name of one label.
  public var parent: DomainName? {
    guard let dot = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    return DomainName(normalized: String(text[text.utf8.index(after: dot)...]))
  }

  private init(normalized text: String) { self.text = text }

  /// True for the name itself and every name below `ancestor`.
  public func isEqualOrSubdomain(of ancestor: DomainName) -> Bool {
    text == ancestor.text || text.hasSuffix("." + ancestor.text)
  }

  public static func < (left: DomainName, right: DomainName) -> Bool { left.text < right.text }

  /// The text in lower case when every label is made of letters, digits, `-` (not at an end) and `_`; else `nil`.
  private static func normalizedASCII(_ text: some StringProtocol) -> String? {
    guard text.utf8.count <= 253 else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var labelStart = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        result.append(byte | 0x20)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        result.append(byte)
      case UInt8(ascii: "-"):
        guard result.count > labelStart else { return nil }
        result.append(byte)
      case UInt8(ascii: "."):
        guard isLabelEnd(result, labelStart) else { return nil }
        result.append(byte)
        labelStart = result.count
      default:
        return nil
      }
    }
    return isLabelEnd(result, labelStart) ? String(decoding: result, as: UTF8.self) : nil
  }

  private static func isLabelEnd(_ bytes: [UInt8], _ start: Int) -> Bool {
    (1...63).contains(bytes.count - start) && bytes.last != UInt8(ascii: "-")
  }

  /// RFC 5891 §4 by libidn2: normalised to NFC, checked, each label in its ASCII form.
  private static func aLabels(of text: String) -> String? {
    guard !text.utf8.contains(0), text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
    var output: UnsafeMutablePointer<CChar>?
    let flags = CInt(bitPattern: UInt32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue))
    guard idn2_to_ascii_8z(text, &output, flags) == CInt(IDN2_OK.rawValue), let output else { return nil }
    defer { idn2_free(output) }
    return String(cString: output)
  }
}

extension DomainName: CustomStringConvertible {
  public var description: String { text }
}

extension DomainName: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let name = DomainName(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a domain name: \(text)")
    }
    self = name
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
