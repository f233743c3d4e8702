/// Which character set a text body is in, by what it says and by what it is.
enum TextCharset {
  /// How far browsers look for a declaration (WHATWG HTML §13.2.3.2).
  private static let searchLimit = 1024

  static func decode(_ bytes: ArraySlice<UInt8>, of part: Part) -> [UInt8] {
    let isHTML = part.contentType == "text/html"
    return Charset.decode(bytes, label: part.charset ?? (isHTML ? declared(in: bytes.prefix(searchLimit)) : nil))
  }

  /// `<meta charset=…>` or the older form with `http-equiv`.
  private static func declared(in bytes: ArraySlice<UInt8>) -> String? {
    let text = bytes.map { FieldText.lowercased($0) }
    let mark = Array("charset=".utf8)
    var index = 0
    var isInMeta = false
    while index + mark.count < text.count {
      if text[index] == UInt8(ascii: "<") { isInMeta = text[index...].starts(with: "<meta".utf8) }
      if isInMeta, text[index] == mark[0], text[index...].starts(with: mark) {
        let value = text[(index + mark.count)...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
        let label = String(decoding: value.prefix { isLabel($0) }, as: UTF8.self)
        // A document that says so in ASCII is not UTF-16.
        return label.hasPrefix("utf-16") ? "utf-8" : label
      }
      index += 1
    }
    return nil
  }

  private static func isLabel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."): true
    default: false
    }
  }
}
