/// Text as words in lower case, with one blank wherever anything else stood.
enum WordText {
  private static let blank = UInt8(ascii: " ")

  /// `text` is UTF-8.
  static func folded(_ text: [UInt8]) -> [UInt8] {
    text.contains { $0 >= 0x80 } ? foldedUnicode(text) : foldedASCII(text)
  }

  /// With blanks at both ends, so that the first and the last word are like all others.
  static func padded(_ folded: [UInt8]) -> [UInt8] {
    (folded.first == blank ? [] : [blank]) + folded + (folded.last == blank && folded.count > 1 ? [] : [blank])
  }

  private static func foldedASCII(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for byte in text {
      if (byte &- 0x30) < 10 || ((byte | 0x20) &- 0x61) < 26 {
        result.append(byte | 0x20)
      } else if result.last != blank {
        result.append(blank)
      }
    }
    return result
  }

  private static func foldedUnicode(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      if isWord(scalar) {
        result.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      } else if result.last != blank {
        result.append(blank)
      }
    }
    return result
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
