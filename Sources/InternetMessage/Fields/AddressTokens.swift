/// The words and marks of an address field (RFC 5322 §3.2), comments set aside.
struct AddressTokens: IteratorProtocol {
  private var reader: TokenReader
  private let bytes: ArraySlice<UInt8>
  private var comment: [UInt8]?

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    reader = TokenReader(bytes)
  }

  /// The last comment since it was asked for, for people to read.
  mutating func takeComment() -> String? {
    defer { comment = nil }
    return comment.flatMap { AddressPiece.phrase([AddressPiece(kind: .atom, text: $0, isSpaced: false)][...]) }
  }

  mutating func next() -> AddressPiece? {
    let start = reader.position
    skipBlank()
    let isSpaced = reader.position > start
    guard let byte = reader.peek else { return nil }
    let kind = AddressTokens.kind(byte)
    switch kind {
    case .quoted:
      return AddressPiece(kind: kind, text: reader.quotedString(), isSpaced: isSpaced)
    case .literal:
      return AddressPiece(kind: kind, text: readLiteral(), isSpaced: isSpaced)
    case .atom:
      return AddressPiece(kind: kind, text: readAtom(), isSpaced: isSpaced)
    default:
      reader.advance()
      return AddressPiece(kind: kind, text: [byte], isSpaced: isSpaced)
    }
  }

  private mutating func skipBlank() {
    while let byte = reader.peek, TokenReader.isWhite(byte) || byte == UInt8(ascii: "(") {
      if byte == UInt8(ascii: "(") {
        let text = reader.comment()
        if !text.isEmpty { comment = text }
      } else {
        reader.advance()
      }
    }
  }

  /// Everything up to white space or a mark: readers take octets that the grammar forbids.
  private mutating func readAtom() -> [UInt8] {
    let start = reader.position
    while let byte = reader.peek, !TokenReader.isWhite(byte), byte != UInt8(ascii: "("), AddressTokens.kind(byte) == .atom {
      reader.advance()
    }
    return Array(bytes[start..<reader.position])
  }

  /// `[192.0.2.1]` without white space; to the end where it is never closed.
  private mutating func readLiteral() -> [UInt8] {
    var text: [UInt8] = []
    while let byte = reader.peek {
      reader.advance()
      if !TokenReader.isWhite(byte) { text.append(byte) }
      if byte == UInt8(ascii: "]") { break }
    }
    return text
  }

  private static func kind(_ byte: UInt8) -> AddressPiece.Kind {
    switch byte {
    case UInt8(ascii: "\""): .quoted
    case UInt8(ascii: "["): .literal
    case UInt8(ascii: "."): .dot
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "<"): .open
    case UInt8(ascii: ">"): .close
    default: .atom
    }
  }

  /// RFC 5322 §3.2.3 `atext`, and octets of UTF-8 (RFC 6532 §3.2).
  static func isAtomText(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F: false
    default: !specials.contains(byte)
    }
  }

  private static let specials = Set("()<>[]:;@\\,.\"".utf8)
}
