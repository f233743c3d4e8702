/// Bytes in a character set, as text. Knows UTF-8, US-ASCII, ISO-8859-1 and windows-1252, which browsers and mail readers
/// treat as one (WHATWG Encoding §4.2); text in any other set is shown as far as it is ASCII.
public enum TextDecoding {
  /// `charset` is a label in lower case.
  public static func text(_ bytes: ArraySlice<UInt8>, charset: String) -> String {
    switch charset {
    case "utf-8", "utf8", "unicode-1-1-utf-8": String(decoding: bytes, as: UTF8.self)
    case "", "us-ascii", "ascii", "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1", "windows-1252", "cp1252": unlabelled(bytes)
    default: String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
  }

  /// Text whose set is not known, or wrongly given: UTF-8 where it is valid, else windows-1252.
  public static func unlabelled(_ bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(windows1252(byte)) }
    return String(scalars)
  }

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return upperControls[Int(byte) - 0x80]
  }

  /// 0x80…0x9F; the five positions without a character stay controls.
  private static let upperControls: [Unicode.Scalar] = [
    "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}",
    "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
  ]
}
