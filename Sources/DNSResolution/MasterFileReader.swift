import MailTypes

/// Reads a master file (RFC 1035 §5.1): `$ORIGIN`, `$TTL`, parentheses, quoted strings, escapes, comments, relative names,
/// owners left out. `$INCLUDE` is refused: a zone is one file. Types Martlet never asks for make their owner exist.
struct MasterFileReader {
  private let source: String
  /// Without the final dot; empty for the root.
  private var origin = ""
  private var owner: String?
  private var data = ZoneData()

  init(source: String) { self.source = source }

  mutating func read(_ text: [UInt8]) throws(ZoneError) -> ZoneData {
    var lexer = MasterFileLexer(text, source: source)
    while let entry = try lexer.nextEntry() {
      do {
        try take(entry)
      } catch {
        throw ZoneError(source: source, line: entry.line, reason: error.reason)
      }
    }
    return data
  }

  private mutating func take(_ entry: MasterFileLexer.Entry) throws(RecordText.Failure) {
    guard let first = entry.tokens.first else { return }
    if !entry.startsBlank, !first.isQuoted, first.text.hasPrefix("$") {
      return try takeDirective(first.text.uppercased(), entry.tokens.dropFirst().map(\.text))
    }
    if !entry.startsBlank { owner = try absolute(first) }
    guard let owner else { throw RecordText.Failure(reason: "the first record has no owner name") }
    try takeRecord(entry.tokens.dropFirst(entry.startsBlank ? 0 : 1), owner)
  }

  private mutating func takeDirective(_ name: String, _ arguments: [String]) throws(RecordText.Failure) {
    switch (name, arguments.count) {
    case ("$ORIGIN", 1): origin = absolute(arguments[0])
    case ("$TTL", 1): guard isTTL(arguments[0]) else { throw RecordText.Failure(reason: "$TTL takes seconds") }
    default: throw RecordText.Failure(reason: "\(name) with \(arguments.count) arguments is not known here")
    }
  }

  /// `[TTL] [class] type RDATA`, TTL and class in either order.
  private mutating func takeRecord(
    _ tokens: ArraySlice<MasterFileLexer.Token>, _ owner: String
  ) throws(RecordText.Failure) {
    var rest = tokens
    while let token = rest.first, isTTL(token.text) || ["IN", "CH", "HS"].contains(token.text.uppercased()) {
      guard !["CH", "HS"].contains(token.text.uppercased()) else {
        throw RecordText.Failure(reason: "class \(token.text): only IN is served")
      }
      rest = rest.dropFirst()
    }
    guard let typeName = rest.popFirst()?.text else { throw RecordText.Failure(reason: "no record type") }
    data.prepare(owner)
    guard let type = RecordText.type(named: typeName) else {
      guard isTypeName(typeName) else { throw RecordText.Failure(reason: "\(typeName) is no record type") }
      return
    }
    if type == .txt {
      guard !rest.isEmpty else { throw RecordText.Failure(reason: "TXT takes at least one string") }
      data.add(.text(rest.map(\.octets)), .txt, at: owner)
    } else {
      data.add(try RecordText.record(type, fields: rest.map(\.text), absolute: absolute), type, at: owner)
    }
  }

  private func absolute(_ token: MasterFileLexer.Token) throws(RecordText.Failure) -> String {
    guard !token.text.isEmpty else { throw RecordText.Failure(reason: "an empty name") }
    return absolute(token.text)
  }

  private func absolute(_ name: String) -> String {
    if name == "@" { return origin }
    if name.utf8.last == UInt8(ascii: ".") { return String(name.dropLast()) }
    return origin.isEmpty ? name : name + "." + origin
  }

  /// Digits, or digits with units as BIND writes them (`1h30m`).
  private func isTTL(_ text: String) -> Bool {
    guard let first = text.utf8.first, (48...57).contains(first) else { return false }
    return text.lowercased().utf8.allSatisfy { (48...57).contains($0) || "smhdw".utf8.contains($0) }
  }

  private func isTypeName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (65...90).contains(first & 0xDF) else { return false }
    return text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) || $0 == UInt8(ascii: "-") }
  }
}
