import InternetMessage

/// The character set of a text as far as a banner in ASCII is concerned.
struct BannerCharset {
  let isUTF8: Bool
  private let isISO2022JP: Bool

  /// `nil` where a text of the set cannot simply begin with ASCII.
  init?(_ part: Part, _ text: [UInt8]) {
    // UTF-16 and UTF-32, whatever the label.
    guard !text.starts(with: [0xFF, 0xFE]), !text.starts(with: [0xFE, 0xFF]), !text.prefix(4).contains(0) else { return nil }
    let charset = part.charset.flatMap { Charset(label: $0) }
    isUTF8 = charset?.name == "utf-8"
    isISO2022JP = charset?.name == "iso-2022-jp"
    // With something before it, the mark says nothing any more.
    guard isUTF8 || !text.starts(with: [0xEF, 0xBB, 0xBF]) else { return nil }
    guard let charset else { return }
    let ascii = Array(UInt8(0x20)...UInt8(0x7D)) + [0x0D, 0x0A]
    guard charset.decode(ascii[...]) == ascii else { return nil }
    // Others that shift: which octets are markup depends on what came before.
    let doesShift = charset.name.hasPrefix("iso-2022") || charset.name.hasPrefix("hz")
    if doesShift, !isISO2022JP, part.contentType == "text/html" { return nil }
  }

  /// The text with everything masked that is not in ASCII, so that no character of two octets passes for markup.
  func withoutShifts(_ text: [UInt8]) -> [UInt8] {
    guard isISO2022JP else { return text }
    var masked = text
    var isASCII = true
    for index in text.indices {
      if text[index] == 0x1B, index + 2 < text.count {
        // RFC 1468: ESC ( B and ESC ( J lead back.
        isASCII =
          text[index + 1] == UInt8(ascii: "(") && (text[index + 2] == UInt8(ascii: "B") || text[index + 2] == UInt8(ascii: "J"))
      }
      if !isASCII { masked[index] = UInt8(ascii: "x") }
    }
    return masked
  }
}
