/// `Content-Type` or `Content-Disposition`: a word and parameters (RFC 2045 §5.1, RFC 2183, RFC 2231), read leniently.
public struct ContentField: Hashable, Sendable {
  /// `text/html`, `attachment`; in lower case.
  public let value: String
  /// By name in lower case; sections joined (RFC 2231 §3), the first of two with one name kept.
  public let parameters: [String: String]

  /// Parameters read; a header line of nothing else would otherwise become a large dictionary.
  static let parameterLimit = 100

  init(_ unfolded: [UInt8]) {
    var reader = TokenReader(unfolded[...])
    value = FieldText.key((reader.word() ?? [])[...])
    var sections: [String: [UInt8]] = [:]
    var charsets: [String: String] = [:]
    var count = 0
    while reader.skipPast(UInt8(ascii: ";")), count < ContentField.parameterLimit {
      count += 1
      guard let name = reader.parameterName(), let text = reader.parameterValue() else { continue }
      let parts = name.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      let key = FieldText.key(parts.first ?? [])
      if parts.count == 1, sections[key] != nil { continue }
      let isEncoded = parts.count > 1 && parts.last?.isEmpty == true
      sections[key, default: []] += isEncoded ? ContentField.percentDecoded(text, key: key, &charsets) : text
    }
    var parameters: [String: String] = [:]
    for (key, bytes) in sections {
      let charset = charsets[key] ?? ""
      parameters[key] = charset.isEmpty ? HeaderText.decoded(bytes[...]) : TextDecoding.text(bytes[...], charset: charset)
    }
    self.parameters = parameters
  }

  /// RFC 2231 §4: `charset'language'%41…`; later sections have no charset.
  private static func percentDecoded(_ text: [UInt8], key: String, _ charsets: inout [String: String]) -> [UInt8] {
    var rest = text[...]
    let marks = text.indices.filter { text[$0] == UInt8(ascii: "'") }
    if charsets[key] == nil, marks.count >= 2 {
      charsets[key] = FieldText.key(text[..<marks[0]])
      rest = text[(marks[1] + 1)...]
    }
    var result: [UInt8] = []
    var index = rest.startIndex
    while index < rest.endIndex {
      if rest[index] == UInt8(ascii: "%"), let value = QuotedPrintable.hexPair(rest, at: index + 1) {
        result.append(value)
        index += 3
      } else {
        result.append(rest[index])
        index += 1
      }
    }
    return result
  }
}

extension TokenReader {
  /// Moves behind the next `mark` outside quotes and comments; false at the end.
  mutating func skipPast(_ mark: UInt8) -> Bool {
    skipBlank()
    while let byte = peek {
      if byte == UInt8(ascii: "\"") { _ = quotedString() } else { advance() }
      if byte == mark { return true }
      skipBlank()
    }
    return false
  }

  /// Up to the `=`; `nil` where the parameter has none.
  fileprivate mutating func parameterName() -> [UInt8]? {
    skipBlank()
    var name: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "="), byte != UInt8(ascii: ";") {
      if !HeaderScanner.isBlank(byte) { name.append(byte) }
      advance()
    }
    guard peek == UInt8(ascii: "=") else { return nil }
    advance()
    return name
  }

  /// A quoted string, or everything up to `;`: senders leave quotes out where names hold spaces.
  fileprivate mutating func parameterValue() -> [UInt8]? {
    skipBlank()
    if peek == UInt8(ascii: "\"") { return quotedString() }
    var value: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: ";") {
      value.append(byte)
      advance()
    }
    return HeaderText.unfolded(value[...])
  }
}
