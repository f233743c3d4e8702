/// The boundaries of the multiparts that are open, outermost first. A line is compared with all of them by its hash, so that
/// many boundaries that begin alike cost no more than one.
struct BoundaryStack {
  private struct Entry {
    let text: [UInt8]
    let hash: Int
    /// Index into the parser's open parts.
    let level: Int
  }

  /// A line that is a boundary.
  struct Match {
    let level: Int
    let isClosing: Bool
    /// The line with its line end.
    let line: Range<Int>
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  mutating func push(_ text: [UInt8], level: Int) {
    entries.append(Entry(text: text, hash: BoundaryStack.hash(text[...]), level: level))
  }

  /// Forgets what was opened at `level` and inside.
  mutating func pop(toLevel level: Int) {
    while let last = entries.last, last.level >= level { entries.removeLast() }
  }

  /// Reads a line that ends before `next`, where the next one begins. Innermost first, because nested multiparts may use
  /// one boundary. Only white space may follow a boundary (RFC 2046 §5.1.1): others begin with the text of this one.
  func match(_ bytes: [UInt8], _ line: Range<Int>) -> Match? {
    let dash = UInt8(ascii: "-")
    guard !entries.isEmpty, line.count > 2, bytes[line.lowerBound] == dash, bytes[line.lowerBound + 1] == dash else {
      return nil
    }
    var end = line.upperBound
    while end > line.lowerBound + 2, TokenReader.isWhite(bytes[end - 1]) { end -= 1 }
    let text = bytes[(line.lowerBound + 2)..<end]
    if let level = level(of: text) { return Match(level: level, isClosing: false, line: line) }
    guard text.count > 2, text.suffix(2).elementsEqual([dash, dash]), let level = level(of: text.dropLast(2)) else {
      return nil
    }
    return Match(level: level, isClosing: true, line: line)
  }

  private func level(of text: ArraySlice<UInt8>) -> Int? {
    guard entries.contains(where: { $0.text.count == text.count }) else { return nil }
    let hash = BoundaryStack.hash(text)
    return entries.last { $0.hash == hash && $0.text.elementsEqual(text) }?.level
  }

  private static func hash(_ text: ArraySlice<UInt8>) -> Int {
    var hasher = Hasher()
    text.withUnsafeBytes { hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
