/// Cuts a master file into entries: logical lines, with parentheses joined and comments gone (RFC 1035 §5.1).
struct MasterFileLexer {
  struct Token: Hashable {
    /// With escapes resolved.
    var octets: [UInt8] = []
    var isQuoted = false

    var text: String { String(decoding: octets, as: UTF8.self) }
  }

  struct Entry {
    /// Where it begins, from 1.
    let line: Int
    /// Begins with a blank: the owner is that of the entry before.
    let startsBlank: Bool
    let tokens: [Token]
  }

  private let source: String
  private let text: [UInt8]
  private var position = 0
  private var line = 1

  init(_ text: [UInt8], source: String) {
    self.text = text
    self.source = source
  }

  /// `nil` at the end of the file. Entries without tokens are left out.
  mutating func nextEntry() throws(ZoneError) -> Entry? {
    while position < text.count {
      let start = line
      let startsBlank = isBlank(text[position])
      let tokens = try tokensOfEntry()
      if !tokens.isEmpty { return Entry(line: start, startsBlank: startsBlank, tokens: tokens) }
    }
    return nil
  }

  private mutating func tokensOfEntry() throws(ZoneError) -> [Token] {
    var tokens: [Token] = []
    var depth = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\n"):
        position += 1
        line += 1
        if depth == 0 { return tokens }
      case UInt8(ascii: ";"): skipComment()
      case UInt8(ascii: "("):
        depth += 1
        position += 1
      case UInt8(ascii: ")"):
        guard depth > 0 else { throw failure("a closing parenthesis that was not opened") }
        depth -= 1
        position += 1
      case UInt8(ascii: "\""): tokens.append(try quoted())
      case let octet where isBlank(octet): position += 1
      default: tokens.append(try plain())
      }
    }
    guard depth == 0 else { throw failure("a parenthesis is not closed") }
    return tokens
  }

  private mutating func skipComment() {
    while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func quoted() throws(ZoneError) -> Token {
    var token = Token(isQuoted: true)
    position += 1
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\""):
        position += 1
        return token
      case UInt8(ascii: "\\"): token.octets.append(try escaped())
      case UInt8(ascii: "\n"): throw failure("a quoted string is not closed on its line")
      case let octet:
        token.octets.append(octet)
        position += 1
      }
    }
    throw failure("a quoted string is not closed")
  }

  private mutating func plain() throws(ZoneError) -> Token {
    var token = Token()
    while position < text.count, !isBlank(text[position]), !"\n;()\"".utf8.contains(text[position]) {
      if text[position] == UInt8(ascii: "\\") {
        token.octets.append(try escaped())
      } else {
        token.octets.append(text[position])
        position += 1
      }
    }
    return token
  }

  /// `\X` is X itself, `\DDD` the octet of that decimal number.
  private mutating func escaped() throws(ZoneError) -> UInt8 {
    let rest = text[(position + 1)...]
    guard let first = rest.first, first != UInt8(ascii: "\n") else { throw failure("a backslash at the end of a line") }
    guard (48...57).contains(first) else {
      position += 2
      return first
    }
    let digits = rest.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (48...57).contains($0) }),
      let octet = UInt8(exactly: digits.reduce(0) { $0 * 10 + Int($1 - 48) })
    else { throw failure("an escape is \\ and three digits up to 255") }
    position += 4
    return octet
  }

  private func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0D }

  private func failure(_ reason: String) -> ZoneError { ZoneError(source: source, line: line, reason: reason) }
}
