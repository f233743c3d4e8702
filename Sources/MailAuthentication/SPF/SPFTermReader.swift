import MailTypes

/// Reads one term of a record (RFC 7208 §4.6.1).
struct SPFTermReader {
  enum Term {
    case directive(SPFRecord.Directive)
    case modifier(String, SPFMacroString)
    /// Its syntax was checked, its meaning is nobody's (RFC 7208 §6).
    case unknownModifier
  }

  private let term: ArraySlice<UInt8>

  init(_ term: ArraySlice<UInt8>) { self.term = term }

  func read() throws(SPFError) -> Term {
    // RFC 7208 §4.6.1: a name, then `=` makes it a modifier; `:`, `/` or nothing a mechanism.
    let end = term.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") } ?? term.endIndex
    if end < term.endIndex, term[end] == UInt8(ascii: "=") { return try modifier(nameEnd: end) }
    return .directive(try directive(nameEnd: end))
  }

  private func modifier(nameEnd: Int) throws(SPFError) -> Term {
    let name = term[..<nameEnd]
    let value = term[(nameEnd + 1)...]
    // RFC 7208 §12: name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ).
    guard let first = name.first, SPFTermReader.isLetter(first),
      name.allSatisfy({ SPFTermReader.isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E })
    else { throw malformed }
    switch SPFTermReader.lowercased(name) {
    case "redirect": return .modifier("redirect", try domain(value))
    case "exp": return .modifier("exp", try domain(value))
    default:
      guard SPFMacroString(value, as: .unknownModifier) != nil else { throw malformed }
      return .unknownModifier
    }
  }

  private func directive(nameEnd: Int) throws(SPFError) -> SPFRecord.Directive {
    let qualified = SPFTermReader.verdict(of: term.first)
    let name = SPFTermReader.lowercased(term[..<nameEnd].dropFirst(qualified == nil ? 0 : 1))
    let rest = term[nameEnd...]
    let value = rest.first == UInt8(ascii: ":") ? rest.dropFirst() : nil
    return SPFRecord.Directive(
      verdict: qualified ?? .pass, mechanism: try mechanism(name, value: value, rest: rest), text: SPFTermReader.shown(term))
  }

  /// `value` is what follows a colon, `rest` all that follows the name.
  private func mechanism(
    _ name: String, value: ArraySlice<UInt8>?, rest: ArraySlice<UInt8>
  ) throws(SPFError) -> SPFMechanism {
    switch (name, value) {
    case ("all", nil) where rest.isEmpty: return .all
    case ("include", let value?): return .include(try domain(value))
    case ("exists", let value?): return .exists(try domain(value))
    case ("ptr", nil) where rest.isEmpty: return .ptr(nil)
    case ("ptr", let value?): return .ptr(try domain(value))
    case ("a", _):
      let (target, lengths) = try target(value, rest)
      return .a(target, lengths)
    case ("mx", _):
      let (target, lengths) = try target(value, rest)
      return .mx(target, lengths)
    case ("ip4", let value?): return try ip4(value)
    case ("ip6", let value?): return try ip6(value)
    case ("all", _), ("include", _), ("exists", _), ("ptr", _), ("ip4", _), ("ip6", _): throw malformed
    default: throw .unknownMechanism(SPFTermReader.shown(term))
    }
  }

  /// `[ ":" domain-spec ] [ dual-cidr-length ]`. The domain may hold slashes, so lengths are taken off the end.
  private func target(
    _ value: ArraySlice<UInt8>?, _ rest: ArraySlice<UInt8>
  ) throws(SPFError) -> (SPFMacroString?, SPFPrefixLengths) {
    var lengths = SPFPrefixLengths()
    var spec = value ?? rest
    if let (before, length) = try prefixLength(spec, after: "//", limit: 128) { (spec, lengths.ip6) = (before, length) }
    if let (before, length) = try prefixLength(spec, after: "/", limit: 32) { (spec, lengths.ip4) = (before, length) }
    guard value != nil else {
      guard spec.isEmpty else { throw malformed }
      return (nil, lengths)
    }
    return (try domain(spec), lengths)
  }

  /// The number that `text` ends in after `mark`, and what stands before the mark; `nil` where it does not end so.
  private func prefixLength(
    _ text: ArraySlice<UInt8>, after mark: String, limit: Int
  ) throws(SPFError) -> (ArraySlice<UInt8>, Int)? {
    let start = text.lastIndex { !(0x30...0x39).contains($0) }.map { $0 + 1 } ?? text.startIndex
    let digits = text[start...]
    let before = text[..<start]
    guard !digits.isEmpty, before.suffix(mark.utf8.count).elementsEqual(mark.utf8) else { return nil }
    // RFC 7208 §5.6: no leading zeros.
    guard digits.count <= 3, digits.count == 1 || digits.first != 0x30, let length = SPFTermReader.number(digits),
      length <= limit
    else { throw malformed }
    return (before.dropLast(mark.utf8.count), length)
  }

  private func ip4(_ value: ArraySlice<UInt8>) throws(SPFError) -> SPFMechanism {
    let (text, length) = try network(value, limit: 32)
    guard case .v4(let address)? = IPAddress(text), !text.contains(":") else { throw malformed }
    return .ip4(address, length: length)
  }

  private func ip6(_ value: ArraySlice<UInt8>) throws(SPFError) -> SPFMechanism {
    let (text, length) = try network(value, limit: 128)
    guard text.contains(":") else { throw malformed }
    switch IPAddress(text) {
    case .v6(let high, let low): return .ip6(high: high, low: low, length: length)
    // An IPv4-mapped address was folded to IPv4 when it was read; here it is the 128 bits that were written.
    case .v4(let value): return .ip6(high: 0, low: 0xFFFF_0000_0000 | UInt64(value), length: length)
    case nil: throw malformed
    }
  }

  private func network(_ value: ArraySlice<UInt8>, limit: Int) throws(SPFError) -> (String, Int) {
    let (text, length) = try prefixLength(value, after: "/", limit: limit) ?? (value, limit)
    return (String(decoding: text, as: UTF8.self), length)
  }

  private func domain(_ value: ArraySlice<UInt8>) throws(SPFError) -> SPFMacroString {
    guard let domain = SPFMacroString(value, as: .domain) else { throw malformed }
    return domain
  }

  private var malformed: SPFError { .malformedTerm(SPFTermReader.shown(term)) }
}

extension SPFTermReader {
  /// RFC 7208 §4.6.2.
  private static func verdict(of qualifier: UInt8?) -> SPFResult.Verdict? {
    switch qualifier {
    case UInt8(ascii: "+"): .pass
    case UInt8(ascii: "-"): .fail
    case UInt8(ascii: "~"): .softfail
    case UInt8(ascii: "?"): .neutral
    default: nil
    }
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// `nil` for anything but digits.
  static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  /// Octets of a record for people: at most this many, and none that move a cursor or end a line.
  private static let shownOctets = 128

  static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(shownOctets).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}
