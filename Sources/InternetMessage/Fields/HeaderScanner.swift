/// Walks over the header fields at the start of a message, one pass, nothing kept, nothing copied. It never fails: what is no
/// field ends the header block, as it does for Postfix, and says so.
///
/// A line ends with CRLF or LF. A line that begins with a space or a tab continues the field before it, even when it holds
/// nothing else (RFC 5322 §4.2 `obs-FWS`).
struct HeaderScanner {
  enum Ending: Hashable, Sendable {
    /// The empty line between header and body.
    case blankLine
    /// A line that is neither a field nor a continuation: the body begins there, without an empty line.
    case missingSeparator
    /// The bytes ended inside the header.
    case endOfData
  }

  private let bytes: [UInt8]
  /// Where the next line begins; after the end, where the separator or the body begins.
  private(set) var position: Int
  private(set) var ending: Ending?
  /// Length of a line before the first field that is none, as the mbox `From ` line that some agents leave in; 0 without one.
  private(set) var envelopeLineLength = 0

  /// Octets of the longest line so far, with its line end.
  private(set) var longestLine = 0

  /// Where the body begins; known once `next` has returned `nil`.
  private(set) var bodyStart = 0

  /// For a message.
  init(_ bytes: [UInt8]) {
    self.init(bytes, from: 0)
    skipEnvelopeLine()
  }

  /// For the header of a part that begins at `start`, 0…`bytes.count`.
  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    position = start
  }

  /// The next field, or `nil` at the end of the header block.
  mutating func next() -> HeaderField? {
    guard ending == nil else { return nil }
    guard position < bytes.count else { return end(.endOfData, bodyStart: position) }
    if let separator = separatorLength(at: position) { return end(.blankLine, bodyStart: position + separator) }
    guard let (name, colon) = fieldName(at: position) else { return end(.missingSeparator, bodyStart: position) }
    let start = position
    position = endOfField(from: colon + 1)
    return HeaderField(name: name, value: (colon + 1)..<beforeLineEnd(position, notBefore: colon + 1), whole: start..<position)
  }

  private mutating func end(_ ending: Ending, bodyStart: Int) -> HeaderField? {
    self.ending = ending
    self.bodyStart = bodyStart
    return nil
  }

  /// Length of the line end at `index`, or `nil` where the line is not empty.
  private func separatorLength(at index: Int) -> Int? {
    if bytes[index] == UInt8(ascii: "\n") { return 1 }
    let isCRLF = bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "\n")
    return isCRLF ? 2 : nil
  }

  /// RFC 5322 §3.6.8 `ftext` up to the colon, with the white space of §4.5 before it.
  private func fieldName(at start: Int) -> (name: Range<Int>, colon: Int)? {
    var index = start
    while index < bytes.count, (33...126).contains(bytes[index]), bytes[index] != UInt8(ascii: ":") { index += 1 }
    let end = index
    while index < bytes.count, HeaderScanner.isBlank(bytes[index]) { index += 1 }
    guard end > start, index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
    return (start..<end, index)
  }

  /// The index after the last line of the field.
  private mutating func endOfField(from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let lineStart = index == start ? position : index
      let lineFeed = ByteSearch.firstIndex(of: 0x0A, in: bytes, index..<bytes.count)
      index = lineFeed.map { $0 + 1 } ?? bytes.count
      longestLine = max(longestLine, index - lineStart)
      guard index < bytes.count, HeaderScanner.isBlank(bytes[index]) else { return index }
    }
    return bytes.count
  }

  private func beforeLineEnd(_ end: Int, notBefore start: Int) -> Int {
    guard end > start, bytes[end - 1] == UInt8(ascii: "\n") else { return end }
    return end - 1 > start && bytes[end - 2] == UInt8(ascii: "\r") ? end - 2 : end - 1
  }

  /// The `From ` line of an mbox; and any other line that is no field, where the line behind it is plainly one: what printed it
  /// there did not mean to end the header.
  private mutating func skipEnvelopeLine() {
    guard let lineFeed = ByteSearch.firstIndex(of: 0x0A, in: bytes, 0..<min(bytes.count, HeaderScanner.strayLineLimit)) else {
      return
    }
    let start = bytes.prefix(4).firstIndex { $0 != UInt8(ascii: ">") } ?? 0
    guard bytes[start...].starts(with: "From ".utf8) || isStray(before: lineFeed + 1) else { return }
    envelopeLineLength = lineFeed + 1
    position = envelopeLineLength
  }

  private func isStray(before next: Int) -> Bool {
    guard separatorLength(at: 0) == nil, fieldName(at: 0) == nil, let name = fieldName(at: next)?.name else { return false }
    let lower = bytes[name].map { $0 | 0x20 }
    return HeaderScanner.firstFields.contains { lower.elementsEqual($0.utf8) }
  }

  /// Octets of the longest line before the first field that is passed over (RFC 5322 §2.1.1).
  private static let strayLineLimit = 1_000
  /// Fields that messages begin with, in lower case.
  private static let firstFields = [
    "return-path", "received", "from", "to", "date", "subject", "message-id", "mime-version", "delivered-to",
    "dkim-signature", "authentication-results",
  ]

  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
