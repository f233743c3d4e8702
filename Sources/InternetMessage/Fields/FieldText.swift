/// Header fields as text that is about to be written.
enum FieldText {
  static let lineEnd: [UInt8] = [0x0D, 0x0A]

  /// RFC 5322 §2.1.1.
  static let preferredLineLength = 78

  /// RFC 5322 §3.6.8 `ftext`, at least one.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (33...126).contains($0) && $0 != UInt8(ascii: ":") }
  }

  /// The name of a field as a key: lower case.
  static func key(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map(lowercased), as: UTF8.self)
  }

  /// ASCII letters only.
  static func lowercased(_ byte: UInt8) -> UInt8 { (byte &- 0x41) < 26 ? byte | 0x20 : byte }

  /// The bytes of one field and its line end. A line end inside stays only where it is a fold with something behind it;
  /// any other CR, LF or NUL becomes a space: text from outside can neither end the field nor the header.
  static func sealed(_ field: String) -> [UInt8] {
    let bytes = Array(field.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 2)
    var index = 0
    let end = bytes.lastIndex { !isWhite($0) }.map { $0 + 1 } ?? 0
    while index < end {
      let byte = bytes[index]
      if byte == 0x0D || byte == 0x0A {
        let next = byte == 0x0D && index + 1 < end && bytes[index + 1] == 0x0A ? index + 2 : index + 1
        let isFold = next < end && HeaderScanner.isBlank(bytes[next]) && !isWhitespaceLine(bytes, from: next, to: end)
        result.append(contentsOf: isFold ? lineEnd : [0x20])
        index = next
      } else {
        result.append(byte == 0 ? 0x20 : byte)
        index += 1
      }
    }
    return result + lineEnd
  }

  private static func isWhite(_ byte: UInt8) -> Bool {
    HeaderScanner.isBlank(byte) || byte == 0x0D || byte == 0x0A
  }

  /// A line of white space alone inside a field is obsolete syntax that readers disagree about.
  private static func isWhitespaceLine(_ bytes: [UInt8], from start: Int, to end: Int) -> Bool {
    let first = bytes[start..<end].first { !HeaderScanner.isBlank($0) }
    return first == nil || first == 0x0D || first == 0x0A
  }

  /// `Name:` and words, folded before the word that would pass 78 columns. Words hold no white space.
  static func folded(_ name: String, words: [String]) -> String {
    var lines: [String] = []
    var line = name + ":"
    for word in words {
      if line.utf8.count + 1 + word.utf8.count > preferredLineLength, line != name + ":" {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "\t" : " ") + word
    }
    return (lines + [line]).joined(separator: "\r\n")
  }
}
