/// Pages that stand in their own address (RFC 2397).
enum DataURL {
  /// The page of `data:text/html,…`; `nil` for other addresses.
  static func page(_ address: [UInt8]) -> [UInt8]? {
    let text = address[...].trimmed
    guard HTMLName(text.prefix(5)) == HTMLName("data:"), let comma = text.firstIndex(of: UInt8(ascii: ",")) else { return nil }
    let kind = text[(text.startIndex + 5)..<comma].split(separator: UInt8(ascii: ";")).map { HTMLName($0.trimmed) }
    guard let type = kind.first, pages.contains(type) else { return nil }
    let content = PercentEncoding.decoded(text[(comma + 1)...])
    return kind.contains(HTMLName("base64")) ? Base64URL.decoded(content) : content
  }

  /// Types that a browser shows as pages.
  private static let pages: Set<HTMLName> = [
    HTMLName("text/html"), HTMLName("image/svg+xml"),
  ]
}
