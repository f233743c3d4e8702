/// `Content-Type` or `Content-Disposition`: a word and parameters (RFC 2045 §5.1, RFC 2183, RFC 2231), read leniently.
public struct ContentField: Hashable, Sendable {
  /// `text/html`, `attachment`; in lower case. Empty where there is none.
  public let value: String
  /// By name in lower case, decoded; sections joined in their order (RFC 2231 §3). The first of two with one name is kept.
  public let parameters: [String: String]
  /// The value where it is a type and a subtype (RFC 2045 §5.1), else `nil`.
  public var mediaType: String? {
    let pieces = value.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return pieces.count == 2 && !pieces.contains { $0.isEmpty } ? value : nil
  }

  /// As it stands: a boundary is compared octet by octet.
  let boundary: [UInt8]

  /// Parameters read; a header line of nothing else would otherwise become a large dictionary.
  static let parameterLimit = 100

  /// `field` may be folded. A disposition is one token, which ends at a slash (RFC 2183 §2).
  public init(_ field: ArraySlice<UInt8>, isDisposition: Bool = false) {
    var reader = TokenReader(field)
    value =
      isDisposition ? FieldText.key((reader.contentWord() ?? []).prefix { $0 != UInt8(ascii: "/") }) : reader.contentValue()
    let sections = ParameterSection.all(&reader)
    boundary = sections.first { $0.key == "boundary" && $0.number == nil }?.value ?? []
    parameters = ParameterSection.joined(sections)
  }
}

extension TokenReader {
  /// A type and subtype, or a disposition; blanks and comments around the slash are obsolete, and are left out.
  fileprivate mutating func contentValue() -> String {
    var text: [UInt8] = []
    while let word = contentWord() {
      text += word
      skipBlank()
      guard peek == UInt8(ascii: "/") || text.last == UInt8(ascii: "/") else { break }
    }
    return FieldText.key(text[...])
  }

  fileprivate mutating func contentWord() -> [UInt8]? {
    skipBlank()
    if peek == UInt8(ascii: "\"") { return quotedString() }
    var word: [UInt8] = []
    while let byte = peek, !TokenReader.isWhite(byte), byte != UInt8(ascii: ";"), byte != UInt8(ascii: "(") {
      word.append(byte)
      advance()
      if byte == UInt8(ascii: "/") { break }
    }
    return word.isEmpty ? nil : word
  }
}
