public import MailTypes

/// One mailbox of an address field, as lenient as readers are (RFC 5322 §3.4 and what is sent in its name).
public struct HeaderAddress: Hashable, Sendable {
  /// Decoded display name, or the comment of the older form; `nil` where there is neither.
  public let name: String?
  /// As written between the angle brackets, without white space; need not be a valid address.
  public let address: String

  /// The address where it is a valid one.
  public var mailbox: EmailAddress? { EmailAddress(address) }

  /// Addresses kept of one field.
  public static let limit = 1000

  /// The mailboxes of an unfolded value, groups opened, at most `limit`. Empty where nothing looks like an address.
  public static func list(_ value: [UInt8]) -> [HeaderAddress] {
    var reader = AddressReader(value)
    var result: [HeaderAddress] = []
    while result.count < limit, let address = reader.next() { result.append(address) }
    return result
  }
}

/// Takes an address list apart at its top-level commas, colons and semicolons.
private struct AddressReader {
  private var tokens: TokenReader
  private let bytes: [UInt8]
  private var words: [[UInt8]] = []
  private var angle: [UInt8]?
  private var comment: [UInt8]?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens = TokenReader(bytes[...])
  }

  mutating func next() -> HeaderAddress? {
    while let byte = tokens.peek {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        tokens.advance()
        if let address = take() { return address }
      case UInt8(ascii: ":"):
        // The name of a group ends here; an address never holds a colon outside brackets.
        tokens.advance()
        reset()
      case UInt8(ascii: "<"):
        tokens.advance()
        angle = readAngle()
      case UInt8(ascii: "("):
        let start = tokens.position
        tokens.skipBlank()
        comment = Array(bytes[(start + 1)..<max(start + 1, tokens.position)])
      default:
        readWord()
      }
    }
    return take()
  }

  private mutating func readWord() {
    if tokens.peek == UInt8(ascii: "\"") {
      // The quotes stay: a display name loses them when it is shown, a local-part needs them.
      words.append([UInt8(ascii: "\"")] + tokens.quotedString() + [UInt8(ascii: "\"")])
      return
    }
    let start = tokens.position
    while let byte = tokens.peek, !AddressReader.isSpecial(byte) { tokens.advance() }
    if tokens.position == start { tokens.advance() }
    words.append(Array(bytes[start..<tokens.position]))
  }

  private mutating func readAngle() -> [UInt8] {
    var result: [UInt8] = []
    while let byte = tokens.peek, byte != UInt8(ascii: ">") {
      tokens.advance()
      if !HeaderScanner.isBlank(byte) { result.append(byte) }
    }
    tokens.advance()
    return result
  }

  private mutating func take() -> HeaderAddress? {
    defer { reset() }
    if let angle {
      return HeaderAddress(name: AddressReader.shown(words), address: String(decoding: angle, as: UTF8.self))
    }
    let text = words.joined().filter { !HeaderScanner.isBlank($0) }
    guard text.contains(UInt8(ascii: "@")) else { return nil }
    return HeaderAddress(
      name: comment.flatMap { AddressReader.shown([$0.filter { $0 != UInt8(ascii: ")") }]) },
      address: String(decoding: text, as: UTF8.self))
  }

  private mutating func reset() {
    words = []
    angle = nil
    comment = nil
  }

  /// Words as a display name; quotes gone, encoded-words decoded.
  private static func shown(_ words: [[UInt8]]) -> String? {
    let text = words.map { word in
      word.first == UInt8(ascii: "\"") && word.count >= 2 ? Array(word.dropFirst().dropLast()) : word
    }.joined()
    let decoded = HeaderText.decoded(HeaderText.unfolded(Array(text)[...])[...])
    return decoded.isEmpty ? nil : decoded
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "\""): true
    default: false
    }
  }
}
