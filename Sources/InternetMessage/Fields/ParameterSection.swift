/// One `name=value` of a Content field, or one section of a longer one (RFC 2231 §3): `name*0*=utf-8''…`.
struct ParameterSection {
  /// Lower case, without what begins at the first `*`.
  let key: String
  /// `nil` for a value that has no sections.
  let number: Int?
  /// `name*=…`: an extended value, which the sender wrote for readers of RFC 2231.
  let isExtended: Bool
  /// The octets; percent signs decoded.
  let value: [UInt8]
  /// Named by this section.
  let charset: String?

  /// At most `ContentField.parameterLimit`.
  static func all(_ reader: inout TokenReader) -> [ParameterSection] {
    var sections: [ParameterSection] = []
    var count = 0
    // The first may follow without its semicolon.
    var isNext = reader.skipToParameter()
    while isNext, count < ContentField.parameterLimit {
      count += 1
      if let section = ParameterSection(&reader) { sections.append(section) }
      isNext = reader.skipPast(UInt8(ascii: ";"))
    }
    return sections
  }

  private init?(_ reader: inout TokenReader) {
    guard let name = reader.parameterName(), !name.isEmpty else { return nil }
    let pieces = name.split(separator: UInt8(ascii: "*"), maxSplits: 2, omittingEmptySubsequences: false)
    key = FieldText.key(pieces.first ?? [])
    // Names of files hold parentheses, whatever the grammar says.
    let text = reader.parameterValue(endsAtComment: !key.hasSuffix("name"))
    isExtended = pieces.count > 1 && pieces.last?.isEmpty == true
    number = pieces.count > 1 && !pieces[1].isEmpty ? ParameterSection.number(pieces[1]) : nil
    guard !key.isEmpty, pieces.count < 2 || pieces[1].isEmpty || number != nil else { return nil }
    let marks = text.indices.filter { text[$0] == UInt8(ascii: "'") }
    if isExtended, (number ?? 0) == 0, marks.count >= 2 {
      charset = FieldText.key(text[..<marks[0]])
      value = ParameterSection.percentDecoded(text[(marks[1] + 1)...])
    } else {
      charset = nil
      value = isExtended ? ParameterSection.percentDecoded(text[...]) : text
    }
  }

  /// Decimal, without leading zeros needed; the highest is far above what anybody sends.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    digits.count <= 4 ? Int(String(decoding: digits, as: UTF8.self)) : nil
  }

  /// RFC 2231 §4. What is no escape is kept.
  private static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "%"), let value = QuotedPrintable.hexPair(text, at: index + 1) {
        result.append(value)
        index += 3
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// The value of each name: the first plain one, else an extended one, else its sections. Which of them counts where a
  /// sender wrote several is said nowhere; mail readers show the first.
  static func joined(_ sections: [ParameterSection]) -> [String: String] {
    var parameters: [String: String] = [:]
    for section in sections where section.number == nil && !section.isExtended && parameters[section.key] == nil {
      parameters[section.key] = decoded(section.value)
    }
    let others = sections.filter { ($0.isExtended || $0.number != nil) && parameters[$0.key] == nil }
    for (key, parts) in Dictionary(grouping: others, by: { $0.key }) { parameters[key] = text(of: parts) }
    return parameters
  }

  /// Sections may come in any order; one that is missing is passed over.
  private static func text(of parts: [ParameterSection]) -> String {
    let whole = parts.first { $0.number == nil }
    let ordered = whole.map { [$0] } ?? parts.sorted { ($0.number ?? 0) < ($1.number ?? 0) }
    guard let label = ordered.lazy.compactMap({ $0.charset }).first else {
      let (label, bytes) = unmarkedCharset(ordered)
      return label.isEmpty ? decoded(bytes) : HeaderText.shown(parameter: Charset.decode(bytes[...], label: label))
    }
    return HeaderText.shown(parameter: Charset.decode(ordered.flatMap { $0.value }[...], label: label))
  }

  private static func decoded(_ value: [UInt8]) -> String { HeaderText.shown(parameter: HeaderText.decodedWords(value[...])) }

  /// Some senders name the charset in a first section that is not marked as extended, though a later one is.
  private static func unmarkedCharset(_ sections: [ParameterSection]) -> (label: String, bytes: [UInt8]) {
    let bytes = sections.flatMap { $0.value }
    let pieces = bytes.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
    guard sections.count > 1, sections.contains(where: { $0.isExtended }), pieces.count == 3,
      Charset(label: FieldText.key(pieces[0])) != nil
    else { return ("", bytes) }
    return (FieldText.key(pieces[0]), Array(pieces[2]))
  }
}

extension TokenReader {
  /// Moves to the first parameter, behind its semicolon where it has one.
  fileprivate mutating func skipToParameter() -> Bool {
    skipBlank()
    if peek == UInt8(ascii: ";") { advance() }
    return !isAtEnd
  }

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
      // White space and comments may stand before the equals sign too.
      if TokenReader.isWhite(byte) || byte == UInt8(ascii: "(") {
        skipBlank()
      } else {
        name.append(byte)
        advance()
      }
    }
    guard peek == UInt8(ascii: "=") else { return nil }
    advance()
    skipBlank()
    return name
  }

  /// A quoted string, or everything up to `;`: senders leave quotes out where names hold spaces.
  fileprivate mutating func parameterValue(endsAtComment: Bool) -> [UInt8] {
    if peek == UInt8(ascii: "\"") { return quotedString() }
    var value: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: ";"), byte != UInt8(ascii: "(") || !endsAtComment {
      value.append(byte)
      advance()
    }
    return HeaderText.unfolded(value[...])
  }
}
