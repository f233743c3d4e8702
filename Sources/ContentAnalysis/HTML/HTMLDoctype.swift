/// A document type declaration (HTML § 13.2.5.53 to 13.2.5.68).
public struct HTMLDoctype: Equatable, Sendable {
  public private(set) var name: [UInt8]?
  public private(set) var publicIdentifier: [UInt8]?
  public private(set) var systemIdentifier: [UInt8]?
  public private(set) var forcesQuirks = false

  /// - Parameters:
  ///   - range: what follows `<!DOCTYPE`.
  ///   - isClosed: whether a `>` ended it.
  public init(_ source: HTMLSource, _ range: Range<Int>, isClosed: Bool) {
    var reader = Reader(source: source, index: range.lowerBound, end: range.upperBound)
    reader.skipSpace()
    forcesQuirks = !isClosed
    let nameStart = reader.index
    while reader.index < reader.end, !source.bytes[reader.index].isHTMLSpace { reader.index += 1 }
    guard reader.index > nameStart else {
      forcesQuirks = true
      return
    }
    name = source.nameText(nameStart..<reader.index)
    reader.skipSpace()
    guard reader.index < reader.end else { return }
    if source.matches("public", at: reader.index, until: reader.end) {
      readPublic(&reader)
    } else if source.matches("system", at: reader.index, until: reader.end) {
      reader.index += 6
      readSystem(&reader, isRequired: true)
    } else {
      forcesQuirks = true
    }
  }

  private mutating func readPublic(_ reader: inout Reader) {
    reader.index += 6
    guard let identifier = reader.identifier() else {
      forcesQuirks = true
      return
    }
    publicIdentifier = identifier.text
    guard identifier.isClosed else {
      forcesQuirks = true
      return
    }
    readSystem(&reader, isRequired: false)
  }

  /// Whatever follows the system identifier is passed over without harm, even an end of the file.
  private mutating func readSystem(_ reader: inout Reader, isRequired: Bool) {
    reader.skipSpace()
    if !isRequired, reader.index >= reader.end { return }
    guard let identifier = reader.identifier() else {
      forcesQuirks = true
      return
    }
    systemIdentifier = identifier.text
    reader.skipSpace()
    if !identifier.isClosed { forcesQuirks = true } else if reader.index < reader.end { forcesQuirks = false }
  }

  private struct Reader {
    let source: HTMLSource
    var index: Int
    let end: Int

    mutating func skipSpace() {
      while index < end, source.bytes[index].isHTMLSpace { index += 1 }
    }

    /// A quoted string; `nil` where no quotation mark stands.
    mutating func identifier() -> (text: [UInt8], isClosed: Bool)? {
      skipSpace()
      guard index < end else { return nil }
      let quote = source.bytes[index]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
      let start = index + 1
      let stop = source.firstIndex(of: quote, from: start, until: end)
      index = min((stop ?? end) + 1, end)
      return (source.plain(start..<(stop ?? end)), stop != nil)
    }
  }
}
