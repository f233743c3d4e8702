/// Header values as people read them: unfolded (RFC 5322 §2.2.3), encoded-words decoded (RFC 2047).
public enum HeaderText {
  /// Without line ends, and without white space at either end.
  public static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var line = value.drop { HeaderText.isWhite($0) }
    while let last = line.last, isWhite(last) { line.removeLast() }
    return line.contains { $0 == 0x0D || $0 == 0x0A } ? line.filter { $0 != 0x0D && $0 != 0x0A } : Array(line)
  }

  /// Decodes encoded-words wherever they stand, as readers do; what is no encoded-word is kept. Control characters become
  /// spaces, so that a decoded name cannot bring line ends along.
  public static func decoded(_ value: ArraySlice<UInt8>) -> String {
    shown(decodedWords(value))
  }

  /// UTF-8 on one line.
  static func shown(_ text: [UInt8]) -> String { String(decoding: withoutControls(text), as: UTF8.self) }

  /// The same for the value of a parameter. A name with a zero in it ends there for some programs: the picture of it (U+2400)
  /// stands in its place, so that both names can still be told.
  static func shown(parameter text: [UInt8]) -> String {
    guard text.contains(0) else { return shown(text) }
    return text.split(separator: 0, omittingEmptySubsequences: false).map { shown(Array($0)) }.joined(separator: "\u{2400}")
  }

  /// The same as UTF-8, with the control characters.
  static func decodedWords(_ value: ArraySlice<UInt8>) -> [UInt8] {
    guard value.contains(UInt8(ascii: "=")) else { return Charset.decodeUnlabelled(value) }
    var text = WordText()
    var endMarks = EncodedWord.EndMarks(value)
    var index = value.startIndex
    while index < value.endIndex {
      if value[index] == UInt8(ascii: "="), let word = EncodedWord(value, at: index, endMarks: &endMarks) {
        text.append(word)
        index = word.end
      } else {
        text.append(value[index])
        index += 1
      }
    }
    return text.finished()
  }

  private static func isWhite(_ byte: UInt8) -> Bool {
    HeaderScanner.isBlank(byte) || byte == 0x0D || byte == 0x0A
  }

  private static func withoutControls(_ text: [UInt8]) -> [UInt8] {
    text.contains { $0 < 0x20 || $0 == 0x7F } ? text.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 } : text
  }
}

/// Joins encoded-words and what stands between them.
private struct WordText {
  private var text: [UInt8] = []
  /// Octets since the last encoded-word.
  private var plain: [UInt8] = []
  /// Encoded-words of one charset that follow each other: senders cut characters in two, which RFC 2047 §5 forbids.
  private var words: (charset: String, bytes: [UInt8])?

  mutating func append(_ byte: UInt8) { plain.append(byte) }

  mutating func append(_ word: EncodedWord) {
    // RFC 2047 §6.2: white space between two encoded-words is not shown.
    if let open = words, plain.allSatisfy({ HeaderScanner.isBlank($0) || $0 == 0x0D || $0 == 0x0A }) {
      plain.removeAll(keepingCapacity: true)
      if open.charset == word.charset {
        words?.bytes.append(contentsOf: word.bytes)
        return
      }
    }
    flush()
    words = (word.charset, word.bytes)
  }

  private mutating func flush() {
    if let words { text.append(contentsOf: Charset.decode(words.bytes[...], label: words.charset)) }
    words = nil
    text.append(contentsOf: Charset.decodeUnlabelled(plain[...]))
    plain.removeAll(keepingCapacity: true)
  }

  mutating func finished() -> [UInt8] {
    flush()
    return text
  }
}
