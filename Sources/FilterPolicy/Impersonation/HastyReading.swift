/// A text as a hasty reader takes it: without case, accents, marks and characters that show nothing; letters that look like
/// Latin ones as those; letters that are taken for one another as one. Names of policies and of messages are read by it alike.
struct HastyReading: Hashable, Sendable {
  /// In order, without what stands between them.
  let words: [String]

  /// Characters read: names that people see are shorter.
  static let lengthLimit = 512

  init(_ text: some StringProtocol) {
    var words: [String] = []
    var word: [UInt8] = []
    for scalar in text.unicodeScalars.prefix(HastyReading.lengthLimit) {
      switch HastyReading.part(scalar) {
      case .letters(let letters): word += letters.utf8
      case .nothing: break
      case .gap:
        if !word.isEmpty { words.append(HastyReading.merged(word)) }
        word = []
      }
    }
    if !word.isEmpty { words.append(HastyReading.merged(word)) }
    self.words = words
  }

  /// The words as one.
  var joined: String { words.joined() }

  private enum Part {
    case letters(String)
    case nothing
    case gap
  }

  private static func part(_ scalar: Unicode.Scalar) -> Part {
    if scalar.isASCII { return part(ascii: scalar) }
    if let letter = LookAlikeLetters.latin(scalar) { return .letters(letter) }
    let properties = scalar.properties
    if let digit = properties.numericType == .decimal ? properties.numericValue : nil {
      return part(ascii: Unicode.Scalar(UInt8(ascii: "0") + UInt8(min(max(digit, 0), 9))))
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return .nothing
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .spacingMark, .letterNumber:
      return .letters(properties.lowercaseMapping)
    // Apostrophes: O’Brien is OBrien to many forms.
    case .modifierLetter, .initialPunctuation, .finalPunctuation: return .nothing
    default: return properties.isDefaultIgnorableCodePoint ? .nothing : .gap
    }
  }

  private static func part(ascii scalar: Unicode.Scalar) -> Part {
    switch scalar {
    // Taken for one another, in one font or the other: I, l and 1; O and 0.
    case "i", "I", "l", "L", "1": .letters("l")
    case "o", "O", "0": .letters("o")
    case "a"..."z", "2"..."9": .letters(String(scalar))
    case "A"..."Z": .letters(scalar.properties.lowercaseMapping)
    case "'", "`": .nothing
    default: .gap
    }
  }

  /// Pairs that are taken for one letter.
  private static func merged(_ word: [UInt8]) -> String {
    var result: [UInt8] = []
    for byte in word {
      switch (result.last, byte) {
      case (UInt8(ascii: "r"), UInt8(ascii: "n")): result[result.count - 1] = UInt8(ascii: "m")
      case (UInt8(ascii: "v"), UInt8(ascii: "v")): result[result.count - 1] = UInt8(ascii: "w")
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
