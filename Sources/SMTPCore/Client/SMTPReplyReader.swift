public import MailTypes

/// Reads replies (RFC 5321 §4.2) out of a connection's bytes, however those are cut. Lenient where leniency costs nothing
/// (a bare LF ends a line, a code may stand alone), and an error, never a trap, for anything that is no reply.
public struct SMTPReplyReader: Sendable {
  /// Octets of one line without its end. RFC 5321 §4.5.3.1.5 allows 512; servers that explain themselves write more.
  public static let maximumLineLength = 4096
  /// Lines of one reply. The longest EHLO answers have about 30; each line is kept in memory.
  public static let maximumLines = 128

  private var line: [UInt8] = []
  private var lines: [[UInt8]] = []
  private var code: Int?

  public init() {}

  /// Takes bytes from the front of `input` until a reply is complete or `input` is empty.
  public mutating func read(_ input: inout ArraySlice<UInt8>) throws(SMTPProtocolError) -> SMTPReply? {
    while let byte = input.popFirst() {
      if byte == UInt8(ascii: "\n") {
        if let reply = try endLine() { return reply }
      } else {
        guard line.count <= Self.maximumLineLength else { throw .lineTooLong(limit: Self.maximumLineLength) }
        line.append(byte)
      }
    }
    return nil
  }

  private mutating func endLine() throws(SMTPProtocolError) -> SMTPReply? {
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    defer { line.removeAll(keepingCapacity: true) }
    guard let code = Self.code(line) else { throw .notAReply(Self.printable(line.prefix(80))) }
    if let first = self.code, first != code { throw .codeChanged(from: first, to: code) }
    guard lines.count < Self.maximumLines else { throw .tooManyLines(limit: Self.maximumLines) }
    self.code = code
    lines.append(Array(line.dropFirst(4)))
    guard line.count < 4 || line[3] != UInt8(ascii: "-") else { return nil }
    defer { (lines, self.code) = ([], nil) }
    return Self.reply(code, lines)
  }

  /// 200…599, followed by nothing, a space or a hyphen.
  private static func code(_ line: [UInt8]) -> Int? {
    guard line.count >= 3, (UInt8(ascii: "2")...UInt8(ascii: "5")).contains(line[0]), line.count == 3 || isSeparator(line[3])
    else { return nil }
    var code = 0
    for byte in line.prefix(3) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      code = code * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return code
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") }

  /// RFC 2034 §4: the enhanced code stands at the start of every line, and its class is the first digit of the code.
  private static func reply(_ code: Int, _ lines: [[UInt8]]) -> SMTPReply {
    let texts = lines.map { printable($0[...]) }
    guard let first = texts.first, let enhanced = EnhancedStatusCode(first.prefix { $0 != " " }),
      enhanced.statusClass == code / 100
    else { return SMTPReply(code, lines: texts) }
    let mark = "\(enhanced)"
    return SMTPReply(
      code, enhanced, lines: texts.map { $0.hasPrefix(mark) ? String($0.dropFirst(mark.count).drop { $0 == " " }) : $0 })
  }

  /// A reply goes into logs and delivery reports: control characters, a CR within the line among them, become `?`.
  private static func printable(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }
}
