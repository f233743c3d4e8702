/// One `%{…}` (RFC 7208 §7.1 `macro-expand`).
struct SPFMacro: Hashable {
  /// RFC 7208 §7.2.
  enum Letter: UInt8 {
    case sender = 0x73  // s
    case localPart = 0x6C  // l
    case senderDomain = 0x6F  // o
    case domain = 0x64  // d
    case client = 0x69  // i
    case validatedName = 0x70  // p
    case family = 0x76  // v
    case helo = 0x68  // h
    case readableClient = 0x63  // c
    case receiver = 0x72  // r
    case timestamp = 0x74  // t

    /// RFC 7208 §7.2: c, r and t say nothing that names could be made of.
    var isForExplanationsOnly: Bool {
      switch self {
      case .readableClient, .receiver, .timestamp: true
      default: false
      }
    }
  }

  let letter: Letter
  /// RFC 7208 §7.3: a capital letter asks for URL escaping.
  let isEscaped: Bool
  /// Labels to keep, from the right; `nil` for all.
  let count: Int?
  let isReversed: Bool
  let delimiters: [UInt8]

  /// Reads what stands between the braces; `nil` where the grammar does not give it.
  init?(_ text: ArraySlice<UInt8>) {
    guard let first = text.first, SPFTermReader.isLetter(first), let letter = Letter(rawValue: first | 0x20) else { return nil }
    self.letter = letter
    isEscaped = first < 0x60
    var rest = text.dropFirst()
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest[digits.endIndex...]
    count = digits.isEmpty ? nil : SPFMacro.count(digits)
    // RFC 7208 §7.1: a number of labels is not zero.
    if count == 0 { return nil }
    isReversed = rest.first.map { $0 | 0x20 } == UInt8(ascii: "r")
    if isReversed { rest = rest.dropFirst() }
    guard rest.allSatisfy({ SPFMacro.allDelimiters.contains($0) }) else { return nil }
    delimiters = rest.isEmpty ? [UInt8(ascii: ".")] : Array(rest)
  }

  private static let allDelimiters = Array(".-+,/_=".utf8)

  /// No name has more labels than this (RFC 1035 §2.3.4): larger numbers mean all of them.
  private static let mostLabels = 127

  private static func count(_ digits: ArraySlice<UInt8>) -> Int {
    digits.reduce(0) { min($0 * 10 + Int($1 - 0x30), mostLabels) }
  }

  /// RFC 7208 §7.3: split, reversed, the right-hand parts kept, joined with dots, escaped.
  func transformed(_ value: [UInt8]) -> [UInt8] {
    var parts = value.split(omittingEmptySubsequences: false) { delimiters.contains($0) }
    if isReversed { parts.reverse() }
    if let count { parts = parts.suffix(count) }
    let joined = Array(parts.joined(separator: [UInt8(ascii: ".")]))
    return isEscaped ? SPFMacro.escaped(joined) : joined
  }

  /// RFC 3986 §2.1, for all but the unreserved characters of §2.3.
  private static func escaped(_ value: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return value.flatMap { byte -> [UInt8] in
      SPFTermReader.isAlphanumeric(byte) || "-._~".utf8.contains(byte)
        ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
}
