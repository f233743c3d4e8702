import GatewayConfiguration
import Logging
import MailTypes

/// One event as one line, in logfmt or JSON. Whatever a client sends, a value can neither end the line nor pass for another
/// key: everything that is not plain printable text is escaped.
struct LogLine {
  /// Octets of one value. Addresses and replies fit; what is longer says nothing more.
  static let longestValue = 1024

  /// The keys that come first, in this order; the others follow by name.
  private static let leadingKeys = [
    "trace", "queue", "client", "sender", "recipient", "relay", "delay", "dsn", "status", "verdict",
  ]

  private let fields: [(key: String, value: String)]

  init(time: UTCTime, level: Logger.Level, message: String, metadata: Logger.Metadata) {
    var fields = [("time", time.millisecondDescription), ("event", metadata["event"].map { "\($0)" } ?? "note")]
    fields.append(("level", level.rawValue))
    for key in LogLine.leadingKeys {
      if let value = metadata[key] { fields.append((key, "\(value)")) }
    }
    let others = metadata.filter { $0.key != "event" && !LogLine.leadingKeys.contains($0.key) }
    fields += others.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    if !message.isEmpty { fields.append(("message", message)) }
    self.fields = fields.map { (LogLine.plainKey($0.0), LogLine.shortened($0.1)) }
  }

  /// With its line feed.
  func bytes(_ format: LogSettings.Format) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(256)
    switch format {
    case .logfmt: appendLogfmt(to: &line)
    case .json: appendJSON(to: &line)
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }

  private func appendLogfmt(to line: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { line.append(UInt8(ascii: " ")) }
      line += field.key.utf8
      line.append(UInt8(ascii: "="))
      if LogLine.isBare(field.value) { line += field.value.utf8 } else { LogLine.appendQuoted(field.value, to: &line) }
    }
  }

  private func appendJSON(to line: inout [UInt8]) {
    line.append(UInt8(ascii: "{"))
    for (index, field) in fields.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      LogLine.appendQuoted(field.key, to: &line)
      line.append(UInt8(ascii: ":"))
      LogLine.appendQuoted(field.value, to: &line)
    }
    line.append(UInt8(ascii: "}"))
  }

  /// Letters, digits, `_`, `.` and `-`: what else a key holds becomes `_`.
  private static func plainKey(_ key: String) -> String {
    let isPlain = key.utf8.allSatisfy(isKeyByte)
    return isPlain && !key.isEmpty ? key : "_" + String(decoding: key.utf8.filter(isKeyByte), as: UTF8.self)
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func shortened(_ value: String) -> String {
    guard value.utf8.count > longestValue else { return value }
    return String(decoding: value.utf8.prefix(longestValue), as: UTF8.self) + "…"
  }

  /// Printable ASCII without what logfmt reads as something else.
  private static func isBare(_ value: String) -> Bool {
    !value.isEmpty
      && value.utf8.allSatisfy {
        (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "\\")
      }
  }

  /// A JSON string (RFC 8259 §7), which logfmt readers understand as well.
  private static func appendQuoted(_ value: String, to line: inout [UInt8]) {
    line.append(UInt8(ascii: "\""))
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": line += #"\""#.utf8
      case "\\": line += #"\\"#.utf8
      case "\n": line += #"\n"#.utf8
      case "\r": line += #"\r"#.utf8
      case "\t": line += #"\t"#.utf8
      case _ where needsEscape(scalar): appendEscape(scalar, to: &line)
      default: line += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    line.append(UInt8(ascii: "\""))
  }

  /// Controls, and what turns or breaks a line on a terminal.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F: true
    default:
      switch scalar.properties.generalCategory {
      case .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
      default: false
      }
    }
  }

  private static func appendEscape(_ scalar: Unicode.Scalar, to line: inout [UInt8]) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      line += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
    }
  }
}
