public import MailTypes

/// RDATA as it stands in DNS messages (RFC 1035 §3.3, §3.4; RFC 3596), uncompressed, as libunbound gives it.
public enum WireRecord {
  /// Octets of a whole name with its length octets (RFC 1035 §2.3.4).
  private static let nameLimit = 255

  /// `nil` where the octets are no RDATA of that type.
  public static func decode(_ type: DNSRecordType, _ bytes: [UInt8]) -> DNSRecord? {
    switch type {
    case .a: bytes.count == 4 ? IPAddress(octets: bytes).map(DNSRecord.address) : nil
    case .aaaa: bytes.count == 16 ? IPAddress(octets: bytes).map(DNSRecord.address) : nil
    case .ns, .cname, .ptr: name(bytes[...]).map(DNSRecord.name)
    case .mx: mailExchange(bytes)
    case .txt: strings(bytes).map(DNSRecord.text)
    case .soa, .tlsa: .opaque(bytes)
    }
  }

  private static func mailExchange(_ bytes: [UInt8]) -> DNSRecord? {
    guard bytes.count > 2, let exchange = name(bytes[2...]) else { return nil }
    return .mailExchange(preference: UInt16(bytes[0]) << 8 | UInt16(bytes[1]), exchange: exchange)
  }

  /// One or more character-strings (RFC 1035 §3.3.14), which fill the RDATA.
  private static func strings(_ bytes: [UInt8]) -> [[UInt8]]? {
    var result: [[UInt8]] = []
    var rest = bytes[...]
    while let length = rest.popFirst() {
      guard rest.count >= Int(length) else { return nil }
      result.append(Array(rest.prefix(Int(length))))
      rest = rest.dropFirst(Int(length))
    }
    return result.isEmpty ? nil : result
  }

  /// A name that fills the octets, without the final dot.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.count <= nameLimit else { return nil }
    var labels: [String] = []
    var rest = bytes
    while let length = rest.popFirst() {
      guard length > 0 else { return rest.isEmpty ? labels.joined(separator: ".") : nil }
      guard length <= 63, rest.count > Int(length) else { return nil }
      labels.append(DNSNameText.escaped(rest.prefix(Int(length)), keepingDots: false))
      rest = rest.dropFirst(Int(length))
    }
    return nil
  }
}
