/// Text as it flows on a page: runs of white space become one space, blocks stand on lines of their own.
struct TextFlow: Sendable {
  private enum Gap: Sendable {
    case none, space, line
  }

  private(set) var text: [UInt8] = []
  private var gap = Gap.none

  mutating func reserve(_ capacity: Int) { text.reserveCapacity(capacity) }

  mutating func breakLine() { gap = .line }

  mutating func space() {
    if gap == .none { gap = .space }
  }

  /// Appends part of a source in which nothing stands for something else.
  mutating func append(_ bytes: [UInt8], _ range: Range<Int>, isPreformatted: Bool) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte > 0x20 {
        if gap != .none { close() }
        text.append(byte)
      } else {
        append(control: byte, isPreformatted: isPreformatted)
      }
      index += 1
    }
  }

  mutating func append(codePoint: UInt32, isPreformatted: Bool) {
    switch codePoint {
    case ...0x20: append(control: UInt8(truncatingIfNeeded: codePoint), isPreformatted: isPreformatted)
    // A space that does not break is a space to read.
    case 0xA0: space()
    default:
      if gap != .none { close() }
      text.append(codePoint: codePoint)
    }
  }

  private mutating func append(control byte: UInt8, isPreformatted: Bool) {
    guard byte.isHTMLSpace else {
      // A NUL shows as nothing, as does any other control character.
      return
    }
    if isPreformatted, byte == 0x0A { breakLine() } else { space() }
  }

  private mutating func close() {
    if !text.isEmpty { text.append(gap == .line ? 0x0A : 0x20) }
    gap = .none
  }
}
