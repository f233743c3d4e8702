import Classification

/// How the text is laid out: lines, quotes, signatures, signs, capitals.
enum LayoutFeatures {
  /// Octets of text that are looked at.
  static let textLimit = 16 * 1024

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    let text = source.text.prefix(textLimit)
    collector.note("text.length", magnitudeOf: source.text.count)
    addBytes(text, to: &collector)
    addLines(text, to: &collector)
  }

  private static func addBytes(_ text: ArraySlice<UInt8>, to collector: inout FeatureCollector) {
    var counts = [Int](repeating: 0, count: 256)
    for byte in text { counts[Int(byte)] += 1 }
    let upper = counts[0x41...0x5A].reduce(0, +)
    let lower = counts[0x61...0x7A].reduce(0, +)
    let digits = counts[0x30...0x39].reduce(0, +)
    let wide = counts[0x80...0xFF].reduce(0, +)
    collector.note("text.capitals", share: upper, of: upper + lower)
    collector.note("text.capitals.fine", number: upper * 40 / max(1, upper + lower))
    collector.note("text.wide", share: wide, of: text.count)
    collector.note("text.digits", number: digits * 40 / max(1, text.count))
    for sign in "!?$%*#&@~|+=_{};<>[]\\^`\"'()-:".utf8 {
      let count = counts[Int(sign)]
      guard count > 0 else { continue }
      collector.note("text.sign", number: Int(sign) * 16 + Int.bitWidth - (count * 1024 / text.count).leadingZeroBitCount)
    }
  }

  private static func addLines(_ text: ArraySlice<UInt8>, to collector: inout FeatureCollector) {
    var shape = LineCounts()
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) { shape.add(line) }
    collector.note("lines", magnitudeOf: shape.lines)
    collector.note("lines.quoted", share: shape.quoted, of: shape.lines)
    collector.note("lines.empty", share: shape.empty, of: shape.lines)
    collector.note("lines.indented", share: shape.indented, of: shape.lines)
    collector.note("lines.long", share: shape.long, of: shape.lines)
    collector.note("lines.longest", magnitudeOf: shape.longest)
    collector.note("lines.mean", number: min(20, text.count / max(1, shape.lines - shape.empty) / 8))
    collector.note("lines.signature", if: shape.hasSignature)
    collector.note("lines.wrote", if: shape.hasAttribution)
    collector.note("lines.rule", if: shape.hasRule)
    collector.note("lines.patch", if: shape.hasPatch)
    collector.note("lines.armor", if: shape.hasArmor)
  }

  private struct LineCounts {
    var lines = 0
    var quoted = 0
    var empty = 0
    var indented = 0
    var long = 0
    var longest = 0
    var hasSignature = false
    var hasAttribution = false
    var hasRule = false
    var hasPatch = false
    var hasArmor = false

    mutating func add(_ whole: ArraySlice<UInt8>) {
      let line = whole.last == 0x0D ? whole.dropLast() : whole
      lines += 1
      guard let first = line.first else { return empty += 1 }
      longest = max(longest, line.count)
      if line.count > 80 { long += 1 }
      switch first {
      case UInt8(ascii: ">"), UInt8(ascii: "|"): quoted += 1
      case 0x20, 0x09: indented += 1
      case UInt8(ascii: "-"): addDashes(line)
      case UInt8(ascii: "="), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "~"):
        hasRule = hasRule || line.count >= 8 && line.allSatisfy { $0 == first }
      case UInt8(ascii: "@"): hasPatch = hasPatch || line.starts(with: "@@ -".utf8)
      default: break
      }
      if line.last == UInt8(ascii: ":"),
        line.suffix(6).elementsEqual("wrote:".utf8) || line.suffix(7).elementsEqual("writes:".utf8)
      {
        hasAttribution = true
      }
    }

    private mutating func addDashes(_ line: ArraySlice<UInt8>) {
      if line.elementsEqual("-- ".utf8) || line.elementsEqual("--".utf8) { hasSignature = true }
      if line.starts(with: "-----BEGIN PGP".utf8) { hasArmor = true }
      if line.count >= 8, line.allSatisfy({ $0 == UInt8(ascii: "-") }) { hasRule = true }
    }
  }
}
