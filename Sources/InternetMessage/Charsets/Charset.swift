/// A character set that a label names (WHATWG Encoding §4.2, and for what mail has beyond it, ICU's names).
public struct Charset: Hashable, Sendable {
  /// As the WHATWG standard calls it where it has it, else as ICU does; in lower case.
  public let name: String

  public static let utf8 = Charset(name: "utf-8")
  public static let windows1252 = Charset(name: "windows-1252")

  private init(name: String) { self.name = name }

  /// `nil` where nobody knows the label. Case, blanks, quotes and the order of dashes do not matter.
  public init?(label: String) {
    let key = Charset.key(label)
    if let name = CharsetLabels.names[key] {
      self.name = name
    } else if key.utf8.count <= Charset.labelLimit, ICUConverter.isKnown(key) {
      name = key
    } else {
      return nil
    }
  }

  /// Octets of a label; the longest that has been registered has 45.
  private static let labelLimit = 60

  private static func key(_ label: String) -> String {
    let ignored = Set(" \t\r\n\"'".utf8)
    return FieldText.key(label.utf8.filter { !ignored.contains($0) }[...])
  }

  /// The text as valid UTF-8; what is no character becomes U+FFFD. A byte order mark at the start wins over the label, and is
  /// left out (WHATWG Encoding §6).
  public func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let (charset, mark) = Charset.byteOrderMark(bytes) ?? (self, 0)
    return charset.decodeUnmarked(bytes.dropFirst(mark))
  }

  /// The text of bytes whose set is not said, or is said to be ASCII: UTF-8 where it is valid, else windows-1252.
  public static func decodeUnlabelled(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    if byteOrderMark(bytes) == nil, !bytes.withUnsafeBytes({ ByteSearch.asciiPrefix($0) == $0.count }),
      String(validating: bytes, as: UTF8.self) == nil
    {
      return windows1252.decode(bytes)
    }
    return utf8.decode(bytes)
  }

  /// The text of bytes by a label that may be missing, unknown or a stopgap.
  static func decode(_ bytes: ArraySlice<UInt8>, label: String?) -> [UInt8] {
    guard let label, !isStopgap(label), let charset = Charset(label: label) else { return decodeUnlabelled(bytes) }
    return charset.decode(bytes)
  }

  /// True for labels by which `decode` knows what to do.
  static func isUnderstood(_ label: String) -> Bool { isStopgap(label.lowercased()) || Charset(label: label) != nil }

  /// ASCII is what agents write that do not know better.
  private static func isStopgap(_ label: String) -> Bool {
    switch label {
    case "", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "x-unknown", "unknown", "default": true
    default: false
    }
  }

  private static func byteOrderMark(_ bytes: ArraySlice<UInt8>) -> (Charset, Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (Charset(name: "utf-16be"), 2) }
    if bytes.starts(with: [0xFF, 0xFE]) { return (Charset(name: "utf-16le"), 2) }
    return nil
  }

  private func decodeUnmarked(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    switch name {
    case "utf-8": Charset.repairedUTF8(bytes)
    case "windows-1250": SingleByteTable.windows1250.decode(bytes)
    case "windows-1251": SingleByteTable.windows1251.decode(bytes)
    case "windows-1252": SingleByteTable.windows1252.decode(bytes)
    case "windows-1253": SingleByteTable.windows1253.decode(bytes)
    case "windows-1254": SingleByteTable.windows1254.decode(bytes)
    case "windows-1255": SingleByteTable.windows1255.decode(bytes)
    case "windows-1256": SingleByteTable.windows1256.decode(bytes)
    case "windows-1257": SingleByteTable.windows1257.decode(bytes)
    case "windows-1258": SingleByteTable.windows1258.decode(bytes)
    case "x-user-defined": SingleByteTable.userDefined.decode(bytes)
    case "big5": MultiByteDecoder.decode(bytes, step: MultiByteDecoder.big5)
    case "euc-kr": MultiByteDecoder.decode(bytes, step: MultiByteDecoder.eucKR)
    case "johab": MultiByteDecoder.decode(bytes, step: JohabDecoder.character)
    case "shift_jis": MultiByteDecoder.decode(bytes, step: MultiByteDecoder.shiftJIS)
    case "euc-jp": MultiByteDecoder.decode(bytes, step: MultiByteDecoder.eucJP)
    case "gbk", "gb18030": GB18030Decoder.decode(bytes)
    case "iso-2022-jp": ISO2022JPDecoder.decode(bytes)
    case "utf-16be": UTF16Decoder.decode(bytes, isBigEndian: true)
    case "utf-16le": UTF16Decoder.decode(bytes, isBigEndian: false)
    case "replacement": bytes.isEmpty ? [] : [0xEF, 0xBF, 0xBD]
    default: decodeByICU(bytes)
    }
  }

  private func decodeByICU(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard let converter = ICUConverter(CharsetLabels.converters[name] ?? name) else { return Charset.repairedUTF8(bytes) }
    return converter.utf8(bytes)
  }

  private static func repairedUTF8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    if bytes.withUnsafeBytes({ ByteSearch.asciiPrefix($0) == $0.count }) { return Array(bytes) }
    return Array(String(decoding: bytes, as: UTF8.self).utf8)
  }
}
