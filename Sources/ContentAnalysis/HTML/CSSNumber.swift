/// A number with its unit.
struct CSSNumber: Equatable, Sendable {
  enum Unit: Sendable {
    case none, pixels, percent
    /// `em`, `rem`, `ex`, `ch`: a multiple of a font's size.
    case fontSizes
    /// `vw`, `vh` and what is not known.
    case other
  }

  let value: Double
  let unit: Unit

  /// In pixels, a font's size taken for 16; `nil` where it depends on the window.
  var pixels: Double? {
    switch unit {
    case .none, .pixels: value
    case .fontSizes: value * 16
    case .percent, .other: nil
    }
  }

  var isZero: Bool { abs(value) < 0.001 }

  /// Reads the number that `text` begins with, and the letters after it. Digits beyond the ninth change nothing.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text.trimmed
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    var value = 0.0
    var scale = 1.0
    var digits = 0
    var isFraction = false
    while let byte = rest.first, byte.isASCIIDigit || byte == UInt8(ascii: ".") && !isFraction {
      rest.removeFirst()
      guard byte.isASCIIDigit else {
        isFraction = true
        continue
      }
      digits += 1
      if isFraction { scale /= 10 }
      if isFraction { value += Double(byte & 15) * scale } else { value = min(value * 10 + Double(byte & 15), 1e9) }
    }
    guard digits > 0 else { return nil }
    self.value = isNegative ? -value : value
    unit = CSSNumber.unit(rest)
  }

  private static func unit(_ rest: ArraySlice<UInt8>) -> Unit {
    if rest.first == UInt8(ascii: "%") { return .percent }
    switch HTMLName(rest.prefix { $0.isASCIILetter }) {
    case HTMLName(""): return .none
    case HTMLName("px"), HTMLName("pt"): return .pixels
    case HTMLName("em"), HTMLName("rem"), HTMLName("ex"), HTMLName("ch"): return .fontSizes
    default: return .other
    }
  }
}
