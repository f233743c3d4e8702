/// Reads the words of a structured header field (RFC 5322 §3.2): folding white space and comments skipped, quoted strings
/// unquoted. Linear: every byte is looked at once.
struct TokenReader {
  private let bytes: ArraySlice<UInt8>
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position >= bytes.endIndex }

  var peek: UInt8? { isAtEnd ? nil : bytes[position] }

  mutating func advance() {
    if !isAtEnd { position += 1 }
  }

  /// White space, line ends, and comments, nested to any depth without recursion.
  mutating func skipBlank() {
    var depth = 0
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
      case UInt8(ascii: ")") where depth > 0:
        depth -= 1
      case UInt8(ascii: "\\") where depth > 0:
        position += 1
      case _ where TokenReader.isWhite(byte):
        break
      default:
        guard depth > 0 else { return }
      }
      advance()
    }
  }

  /// The content of a comment without its outer parentheses and backslashes, folds as they are; one that is never closed ends
  /// with the field.
  mutating func comment() -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    while var byte = peek {
      advance()
      if byte == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0, !result.isEmpty || byte == UInt8(ascii: ")") { break }
      if byte == UInt8(ascii: "("), depth == 0 {
        depth = 1
        continue
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: "\\"), let next = peek {
        byte = next
        advance()
      }
      result.append(byte)
    }
    return result
  }

  /// A quoted string, or everything up to white space, `;`, `(` or the end; `nil` where there is neither.
  mutating func word() -> [UInt8]? {
    skipBlank()
    guard let first = peek else { return nil }
    if first == UInt8(ascii: "\"") { return quotedString() }
    let start = position
    while let byte = peek, !TokenReader.endsWord(byte) { position += 1 }
    return position > start ? Array(bytes[start..<position]) : nil
  }

  /// The content of a quoted string without its quotes and backslashes; one that is never closed ends with the field.
  mutating func quotedString() -> [UInt8] {
    var result: [UInt8] = []
    advance()
    while let byte = peek {
      advance()
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\"), let next = peek {
        result.append(next)
        advance()
      } else if byte != 0x0D, byte != 0x0A {
        result.append(byte)
      }
    }
    return result
  }

  static func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: ";"), UInt8(ascii: "("): true
    default: false
    }
  }
}
