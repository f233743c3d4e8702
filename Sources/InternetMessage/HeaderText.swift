/// Header values as people read them: unfolded (RFC 5322 §2.2.3), encoded-words decoded (RFC 2047).
public enum HeaderText {
  /// Without line ends, and without white space at either end.
  public static func unfolded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    let line = value.filter { $0 != 0x0D && $0 != 0x0A }
    let start = line.firstIndex { !HeaderScanner.isBlank($0) } ?? line.endIndex
    guard let last = line.lastIndex(where: { !HeaderScanner.isBlank($0) }) else { return [] }
    return Array(line[start...last])
  }

  /// Decodes encoded-words wherever they stand, as readers do; what is no encoded-word is kept. Control characters become
  /// spaces, so that a decoded name cannot bring line ends along.
  public static func decoded(_ value: ArraySlice<UInt8>) -> String {
    var text = ""
    var plain: [UInt8] = []
    var index = value.startIndex
    var followsEncodedWord = false
    func flush(beforeEncodedWord: Bool) {
      // RFC 2047 §6.2: white space between two encoded-words is not shown.
      let isSeparator = followsEncodedWord && beforeEncodedWord && plain.allSatisfy(HeaderScanner.isBlank)
      if !isSeparator { text += TextDecoding.unlabelled(plain[...]) }
      plain.removeAll(keepingCapacity: true)
    }
    while index < value.endIndex {
      if value[index] == UInt8(ascii: "="), let word = EncodedWord(value, at: index) {
        flush(beforeEncodedWord: true)
        text += word.text
        index = word.end
        followsEncodedWord = true
      } else {
        plain.append(value[index])
        index += 1
      }
    }
    flush(beforeEncodedWord: false)
    return withoutControls(text)
  }

  private static func withoutControls(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
