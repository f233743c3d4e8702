import CICU

/// The ASCII characters that others look like, of the scripts that are used to pose as Latin: from ICU's tables.
struct LookAlikes: Sendable {
  enum Kind: Sendable {
    /// A letter of another script.
    case otherScript
    /// A Latin letter or digit in mathematical, full-width or enclosed dress.
    case styled
  }

  /// Blocks that are looked through: what else there is looks like nothing in ASCII, or is rare.
  private static let blocks: [ClosedRange<UInt32>] = [
    // Phonetic, Greek, Cyrillic, Armenian.
    0x0180...0x02AF, 0x0370...0x058F,
    // Cherokee, phonetic extensions.
    0x13A0...0x13FF, 0x1D00...0x1D7F,
    // Letter-like symbols, number forms, enclosed letters.
    0x2070...0x209F, 0x2100...0x218F, 0x2460...0x24FF, 0x2C60...0x2C7F,
    // Lisu, Cyrillic and Latin extensions.
    0xA4D0...0xA4FF, 0xA640...0xA69F, 0xAB30...0xABBF,
    // Full width.
    0xFF10...0xFF5A,
    // Mathematical letters, enclosed letters.
    0x1D400...0x1D7FF, 0x1F110...0x1F189,
  ]

  static let standard = LookAlikes()

  private let table: [UInt32: UInt8]

  private init() {
    var table: [UInt32: UInt8] = [:]
    for codePoint in LookAlikes.blocks.joined() {
      if let ascii = LookAlikes.decomposed(codePoint) {
        table[codePoint] = ascii | 0x80
      } else if let ascii = LookAlikes.skeleton(codePoint) {
        table[codePoint] = ascii
      }
    }
    self.table = table
  }

  /// The letter or digit that `codePoint` looks like.
  func ascii(_ codePoint: UInt32) -> (letter: UInt8, kind: Kind)? {
    table[codePoint].map { ($0 & 0x7F, $0 & 0x80 == 0 ? .otherScript : .styled) }
  }

  private static func decomposed(_ codePoint: UInt32) -> UInt8? {
    var units: (UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0)
    let length = withUnsafeMutableBytes(of: &units) {
      icu_compatibility_decomposition(codePoint, $0.assumingMemoryBound(to: UInt16.self).baseAddress, 4)
    }
    // `(a)` and `1.` are one letter or digit with decoration.
    let letter = length == 3 && units.0 == 0x28 ? units.1 : length == 1 ? units.0 : 0
    return UInt8(exactly: letter).flatMap { $0.isASCIIAlphanumeric ? $0 : nil }
  }

  private static func skeleton(_ codePoint: UInt32) -> UInt8? {
    var text: [UInt8] = []
    text.append(codePoint: codePoint)
    let skeleton = Confusables.skeleton(text)
    guard skeleton.count == 1, let letter = skeleton.first, letter.isASCIIAlphanumeric else { return nil }
    // Skeletons write capital I as l; what is a capital reads as I.
    let isCapital = Unicode.Scalar(codePoint)?.properties.isUppercase ?? false
    return letter == UInt8(ascii: "l") && isCapital ? UInt8(ascii: "I") : letter
  }
}
