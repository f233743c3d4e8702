/// Cuts HTML into tokens as browsers do (HTML § 13.2.5), in one pass over UTF-8 octets.
///
/// Tokens are ranges of the source; names, values and comments are decoded when they are asked for (`HTMLTag`,
/// `HTMLSource`). Whoever builds upon it sets `mode` after a start tag that changes how what follows is read, as the tree
/// construction stage does in a browser.
public struct HTMLTokenizer: Sendable {
  /// How text is read.
  public enum Mode: Sendable {
    case data
    /// Text with character references, up to the end tag of the last start tag: `title`, `textarea`.
    case escapableRawText
    /// Text up to the end tag of the last start tag: `style`, `xmp`, `iframe` …
    case rawText
    case script
    /// Text to the end.
    case plainText
    /// Text up to `]]>`.
    case cdata
  }

  public enum Token: Equatable, Sendable {
    /// Text that stands for itself: no NUL, carriage return or reference in it.
    case text(Range<Int>)
    /// One character or two that stand for something else: a reference, a line ending, a NUL. The second is zero for one.
    case characters(UInt32, UInt32)
    /// Its name and attributes are in `tag`.
    case startTag
    case endTag
    /// The range of what stands between its marks.
    case comment(Range<Int>)
    /// The range of what follows `<!DOCTYPE`, and whether a `>` ended it.
    case doctype(Range<Int>, isClosed: Bool)
  }

  /// Attributes of one tag that are told apart; what follows them is passed over. The longest honest tags have some dozen.
  public static let attributeLimit = 1024

  public let source: HTMLSource
  public var mode = Mode.data {
    didSet { rawEnd = nil }
  }
  /// In foreign content (SVG, MathML) `<![CDATA[` begins text, elsewhere a comment.
  public var allowsCDATA = false
  /// The last tag.
  public internal(set) var tag = HTMLTag()
  /// The name of the last start tag: the one end tag that ends raw text.
  public internal(set) var lastStartTag: HTMLName
  public internal(set) var defects: HTMLStructure.Defects = []
  var index: Int
  let end: Int
  /// Where the raw text ends that `index` stands in, once it is known.
  var rawEnd: Int?

  /// - Parameters:
  ///   - range: the part of `bytes` that is the document; all of it without one.
  ///   - lastStartTag: the start tag whose content `bytes` is, for a mode that looks for its end.
  public init(_ bytes: [UInt8], in range: Range<Int>? = nil, mode: Mode = .data, lastStartTag: HTMLName = HTMLName("")) {
    source = HTMLSource(bytes)
    let range = (range ?? bytes.startIndex..<bytes.endIndex).clamped(to: bytes.startIndex..<bytes.endIndex)
    index = range.lowerBound
    end = range.upperBound
    self.mode = mode
    self.lastStartTag = lastStartTag
  }

  var bytes: [UInt8] { source.bytes }

  /// The next token, or `nil` at the end.
  public mutating func next() -> Token? {
    while index < end {
      switch mode {
      case .data:
        guard bytes[index] == UInt8(ascii: "<") else { return dataText() }
        // Nothing comes of `</>`.
        if let token = markup() { return token }
      case .plainText:
        return rawText(until: end, hasReferences: false)
      case .cdata:
        let stop = rawEnd ?? endOfCDATA()
        if index < stop { return rawText(until: stop, hasReferences: false) }
        index = min(index + 3, end)
        mode = .data
      case .script, .rawText, .escapableRawText:
        let stop = rawEnd ?? endOfRawText()
        if index < stop { return rawText(until: stop, hasReferences: mode == .escapableRawText) }
        mode = .data
        if let token = endTag() { return token }
      }
    }
    return nil
  }

  /// Passes over the raw text that stands at `index`, in a mode of raw text: up to its end tag.
  mutating func takeRawText() -> Range<Int> {
    let start = index
    index = max(index, endOfRawText())
    rawEnd = index
    return start..<index
  }

  // MARK: Text

  /// Text of the data state, up to the next character that stands for something else.
  private mutating func dataText() -> Token {
    let start = index
    while index < end {
      let byte = bytes[index]
      // Of the characters below `=` only these four are special.
      if byte <= 0x3C, byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte == 0x0D || byte == 0 { break }
      index += 1
    }
    return index > start ? .text(start..<index) : special(replacesNUL: false)
  }

  /// Text up to `stop`, which ends it; references count only where the mode has them.
  private mutating func rawText(until stop: Int, hasReferences: Bool) -> Token {
    rawEnd = stop
    let start = index
    while index < stop {
      let byte = bytes[index]
      if byte == 0x0D || byte == 0 || hasReferences && byte == UInt8(ascii: "&") { break }
      index += 1
    }
    return index > start ? .text(start..<index) : special(replacesNUL: mode != .cdata)
  }

  /// A reference, a line ending or a NUL at `index`.
  private mutating func special(replacesNUL: Bool) -> Token {
    switch bytes[index] {
    case 0x0D:
      index += index + 1 < end && bytes[index + 1] == 0x0A ? 2 : 1
      return .characters(0x0A, 0)
    case 0:
      index += 1
      defects.insert(.nulCharacter)
      return .characters(replacesNUL ? 0xFFFD : 0, 0)
    default:
      guard let reference = HTMLReference(bytes, at: index, until: rawEnd ?? end, isAttribute: false) else {
        index += 1
        return .text(index - 1..<index)
      }
      index = reference.end
      return .characters(reference.first, reference.second)
    }
  }
}
