import InternetMessage

/// Pictures that stand in HTML itself, as `data:` URLs (RFC 2397).
enum EmbeddedPictures {
  /// Characters of one picture; larger ones are sent as parts.
  static let lengthLimit = 1 << 20

  /// The decoded pictures of a page in order, at most `limit`.
  static func all(in html: [UInt8], limit: Int) -> [[UInt8]] {
    var pictures: [[UInt8]] = []
    var index = 0
    while pictures.count < limit, let mark = ByteSearch.first(scheme, in: html, from: index) {
      index = mark + scheme.count
      let type = html[index...].prefix(32).prefix { $0 != UInt8(ascii: ",") }
      guard type.endIndex < html.endIndex, String(decoding: type, as: UTF8.self).hasSuffix(";base64") else { continue }
      let text = html[(type.endIndex + 1)...].prefix(lengthLimit).prefix {
        $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") && $0 != 0x3E
      }
      index = text.endIndex
      pictures.append(Base64.decode(text))
    }
    return pictures
  }

  private static let scheme = Array("data:image/".utf8)
}
