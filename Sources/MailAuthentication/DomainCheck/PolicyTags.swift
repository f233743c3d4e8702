/// `name=value` between semicolons, as MTA-STS (RFC 8461 §3.1) and TLS-RPT (RFC 8460 §3) write it.
struct PolicyTags {
  private let values: [String: String]

  init(_ text: [UInt8]) {
    var values: [String: String] = [:]
    for part in text.split(separator: UInt8(ascii: ";")) {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = SPFTermReader.shown(DMARCTags.trimmed(part[..<equals]))
      if values[name] == nil { values[name] = SPFTermReader.shown(DMARCTags.trimmed(part[(equals + 1)...])) }
    }
    self.values = values
  }

  subscript(_ name: String) -> String? { values[name] }
}
