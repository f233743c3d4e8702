/// The words of a date, comments and punctuation left out.
struct DateTokens: IteratorProtocol {
  enum Token {
    case number(Int, digits: Int)
    case clock(Int, Int, Int)
    /// A sign and digits: minutes east of UTC, or a number behind a dash.
    case offset(Int, number: Int, digits: Int)
    /// In lower case.
    case word(String)
  }

  private var reader: TokenReader

  init(_ bytes: ArraySlice<UInt8>) { reader = TokenReader(bytes) }

  mutating func next() -> Token? {
    reader.skipBlank()
    while let byte = reader.peek {
      if DateTokens.isDigit(byte) { return readNumber() }
      if DateTokens.isLetter(byte) { return readWord() }
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        if let offset = readOffset() { return offset }
      } else {
        reader.advance()
      }
      reader.skipBlank()
    }
    return nil
  }

  /// A number, or a time: numbers joined by colons, or by the dots of some old agents.
  private mutating func readNumber() -> Token? {
    guard let first = digits() else { return nil }
    var rest: [Int] = []
    while rest.count < 2, let mark = reader.peek, mark == UInt8(ascii: ":") || mark == UInt8(ascii: "."), first.count <= 2 {
      reader.advance()
      guard let next = digits() else { break }
      rest.append(next.value)
    }
    guard let minute = rest.first else { return .number(first.value, digits: first.count) }
    skipFraction()
    return .clock(first.value, minute, rest.dropFirst().first ?? 0)
  }

  /// Fractions of a second do not matter.
  private mutating func skipFraction() {
    guard reader.peek == UInt8(ascii: ".") else { return }
    reader.advance()
    _ = digits()
  }

  /// `+0200`, `+02:00`, `+2`; `nil`, and nothing read but the sign, where no digit follows: dashes stand between day and month.
  private mutating func readOffset() -> Token? {
    let sign = reader.peek == UInt8(ascii: "-") ? -1 : 1
    reader.advance()
    guard let first = digits() else { return nil }
    if reader.peek == UInt8(ascii: ":"), first.count <= 2 {
      reader.advance()
      return offset(sign * (first.value * 60 + (digits()?.value ?? 0)), first)
    }
    if first.count <= 2 { return offset(sign * first.value * 60, first) }
    return offset(sign * (first.value / 100 * 60 + first.value % 100), first)
  }

  private func offset(_ minutes: Int, _ digits: (value: Int, count: Int)) -> Token {
    .offset(minutes, number: digits.value, digits: digits.count)
  }

  private mutating func readWord() -> Token {
    var word: [UInt8] = []
    while let byte = reader.peek, DateTokens.isLetter(byte) {
      word.append(byte)
      reader.advance()
    }
    return .word(FieldText.key(word[...]))
  }

  /// At most nine digits; more are no date.
  private mutating func digits() -> (value: Int, count: Int)? {
    var value = 0
    var count = 0
    while let byte = reader.peek, DateTokens.isDigit(byte) {
      if count < 9 { value = value * 10 + Int(byte - UInt8(ascii: "0")) }
      count += 1
      reader.advance()
    }
    return count > 0 ? (value, count) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
}
