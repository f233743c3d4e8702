/// A key record as a line for a zone file (RFC 1035 §5.1): ready to paste.
public struct KeyRecordText: Hashable, Sendable, CustomStringConvertible {
  /// `selector._domainkey.domain`, without the final dot.
  public let name: String
  /// At most 255 octets each (RFC 1035 §3.3); joined they are the record (RFC 6376 §3.6.2.2).
  public let strings: [String]

  /// `text` is ASCII, as key records are.
  public init(name: String, text: String) {
    self.name = name
    let octets = Array(text.utf8)
    strings = stride(from: 0, to: octets.count, by: 255).map {
      String(decoding: octets[$0..<min($0 + 255, octets.count)], as: UTF8.self)
    }
  }

  /// `name. IN TXT ( "…" "…" )`, a string a line.
  public var description: String {
    let quoted = strings.map { "\"" + $0.map { "\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined() + "\"" }
    guard quoted.count > 1 else { return "\(name). IN TXT \(quoted.joined())" }
    return "\(name). IN TXT (\n" + quoted.map { "  \($0)\n" }.joined() + ")"
  }
}
