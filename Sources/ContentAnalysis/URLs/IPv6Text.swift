/// An IPv6 address in a URL (URL Standard § 3.5; RFC 4291 § 2.2).
struct IPv6Text {
  private let pieces: [UInt16]

  init?(_ text: ArraySlice<UInt8>) {
    var reader = Reader(text: text, index: text.startIndex)
    guard let pieces = reader.pieces() else { return nil }
    self.pieces = pieces
  }

  private struct Reader {
    let text: ArraySlice<UInt8>
    var index: Int
    var values: [UInt16] = []
    /// Number of pieces before `::`.
    var gap: Int?

    init(text: ArraySlice<UInt8>, index: Int) {
      self.text = text
      self.index = index
    }

    private var current: UInt8? { index < text.endIndex ? text[index] : nil }
    private var next: UInt8? { index + 1 < text.endIndex ? text[index + 1] : nil }

    mutating func pieces() -> [UInt16]? {
      if current == UInt8(ascii: ":") {
        guard next == UInt8(ascii: ":") else { return nil }
        index += 2
        gap = 0
      }
      while let byte = current {
        guard values.count < 8 else { return nil }
        if byte == UInt8(ascii: ":") {
          guard gap == nil else { return nil }
          index += 1
          gap = values.count
          continue
        }
        guard readPiece() else { return nil }
      }
      guard let gap else { return values.count == 8 ? values : nil }
      guard values.count < 8 else { return nil }
      return values[..<gap] + Array(repeating: 0, count: 8 - values.count) + values[gap...]
    }

    private mutating func readPiece() -> Bool {
      let start = index
      var value: UInt16 = 0
      while index - start < 4, let digit = current?.hexadecimalValue {
        value = value << 4 | UInt16(digit)
        index += 1
      }
      if current == UInt8(ascii: "."), index > start {
        index = start
        return readDotted()
      }
      values.append(value)
      guard let byte = current else { return true }
      guard byte == UInt8(ascii: ":"), index > start, next != nil else { return false }
      index += 1
      return true
    }

    /// The last two pieces as an IPv4 address: four decimal numbers without leading zeros.
    private mutating func readDotted() -> Bool {
      let parts = text[index...].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard parts.count == 4, values.count <= 6 else { return false }
      var octets: [UInt16] = []
      for part in parts {
        guard (1...3).contains(part.count), part.allSatisfy({ $0.isASCIIDigit }), part.count == 1 || part.first != 0x30 else {
          return false
        }
        octets.append(part.reduce(UInt16(0)) { $0 * 10 + UInt16($1 & 15) })
      }
      guard octets.allSatisfy({ $0 <= 255 }) else { return false }
      values.append(octets[0] << 8 | octets[1])
      values.append(octets[2] << 8 | octets[3])
      index = text.endIndex
      return true
    }
  }

  /// In brackets, the longest run of zeros left out.
  var serialized: [UInt8] {
    let run = longestZeroRun
    var text = "["
    var index = 0
    while index < 8 {
      if index == run.lowerBound, run.count > 1 {
        text += index == 0 ? "::" : ":"
        index = run.upperBound
        continue
      }
      text += String(pieces[index], radix: 16)
      index += 1
      if index < 8 { text += ":" }
    }
    return Array((text + "]").utf8)
  }

  private var longestZeroRun: Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || pieces[index] != 0 {
      if index - start > best.count { best = start..<index }
      start = index + 1
    }
    return best
  }
}
