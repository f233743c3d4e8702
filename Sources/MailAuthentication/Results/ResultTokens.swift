import MailTypes

/// The lexical elements of Authentication-Results (RFC 8601 §2.2 with RFC 5322 §3.2 and RFC 2045 §5.1), from left to right.
struct ResultTokens {
  typealias Failure = AuthenticationResultsError

  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position >= bytes.endIndex }
  var next: UInt8? { isAtEnd ? nil : bytes[position] }

  func failure(_ code: Failure.Code) -> Failure { Failure(code: code, offset: position - bytes.startIndex) }

  mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func advance() { position = min(position + 1, bytes.endIndex) }

  /// Goes back to where the reader was.
  mutating func rewind(to position: Int) { self.position = position }

  /// Passes over white space and comments; the text of the comments, joined by spaces, or `nil` without any.
  @discardableResult
  mutating func skipCFWS() throws(Failure) -> String? {
    var comments: [String] = []
    while let byte = next {
      if TagList.isWhiteSpace(byte) {
        position += 1
      } else if byte == UInt8(ascii: "(") {
        comments.append(try comment())
      } else {
        break
      }
    }
    return comments.isEmpty ? nil : comments.joined(separator: " ")
  }

  /// RFC 5322 §3.2.2: comments may nest; inner parentheses are part of the text.
  private mutating func comment() throws(Failure) -> String {
    let start = position
    var text: [UInt8] = []
    var depth = 0
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "("):
        if depth > 0 { text.append(byte) }
        depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return ResultTokens.text(text) }
        text.append(byte)
      case UInt8(ascii: "\\"):
        if let quoted = next { text.append(quoted) }
        advance()
      default: text.append(TagList.isWhiteSpace(byte) ? 0x20 : byte)
      }
    }
    position = start
    throw failure(.openComment)
  }

  /// RFC 5322 §3.2.4, its quotes removed.
  mutating func quotedString() throws(Failure) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return ResultTokens.text(text)
      case UInt8(ascii: "\\"):
        if let quoted = next { text.append(quoted) }
        advance()
      // A fold inside the quotes is white space, its line end is not (RFC 5322 §3.2.4).
      case 0x0D, 0x0A: break
      default: text.append(byte)
      }
    }
    position = start
    throw failure(.openQuotedString)
  }

  /// Letters, digits, hyphens and underscores (RFC 5321 §4.1.2 `Keyword`), in lower case; empty where there are none.
  mutating func keyword() -> String {
    run { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x5F }.lowercased()
  }

  mutating func run(while isIncluded: (UInt8) -> Bool) -> String {
    let rest = bytes[position...]
    let end = rest.firstIndex { !isIncluded($0) } ?? bytes.endIndex
    position = end
    return ResultTokens.text(rest[..<end])
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
