/// An IPv4 or IPv6 address as a value. An IPv4-mapped IPv6 address (`::ffff:192.0.2.1`, RFC 4291 §2.5.5.2) becomes
/// the IPv4 address it stands for when it is made, so that one client never has two names.
public enum IPAddress: Hashable, Sendable {
  case v4(UInt32)
  case v6(high: UInt64, low: UInt64)

  /// Reads a textual address (RFC 4291 §2.2 for IPv6, four decimal octets without leading zeros for IPv4); `nil` for
  /// anything else. A zone index (`%eth0`) is refused: it means nothing outside one machine.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 45 else { return nil }
    if bytes.contains(UInt8(ascii: ":")) {
      guard let groups = IPAddress.groups(of: bytes) else { return nil }
      self.init(groups: groups)
    } else {
      guard let value = IPAddress.dottedQuad(bytes[...]) else { return nil }
      self = .v4(value)
    }
  }

  /// Makes an address of its 4 or 16 octets in network order; `nil` for any other count.
  public init?(octets: some Collection<UInt8>) {
    switch octets.count {
    case 4:
      self = .v4(octets.reduce(0) { $0 << 8 | UInt32($1) })
    case 16:
      let high = octets.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let low = octets.dropFirst(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      self = IPAddress.normalized(high: high, low: low)
    default:
      return nil
    }
  }

  private init(groups: [UInt16]) {
    let high = groups[0..<4].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    let low = groups[4..<8].reduce(UInt64(0)) { $0 << 16 | UInt64($1) }
    self = IPAddress.normalized(high: high, low: low)
  }

  private static func normalized(high: UInt64, low: UInt64) -> IPAddress {
    high == 0 && low >> 32 == 0xFFFF ? .v4(UInt32(truncatingIfNeeded: low)) : .v6(high: high, low: low)
  }

  /// The address in network order: 4 octets or 16.
  public var octets: [UInt8] {
    switch self {
    case .v4(let value): (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) }
    case .v6(let high, let low):
      [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * UInt64($0))) } }
    }
  }

  /// 32 or 128.
  public var bitWidth: Int {
    switch self {
    case .v4: 32
    case .v6: 128
    }
  }

  public var isLoopback: Bool {
    switch self {
    case .v4(let value): value >> 24 == 127
    case .v6(let high, let low): high == 0 && low == 1
    }
  }

  /// True for addresses that mean something in one network only: loopback, RFC 1918, RFC 6598, RFC 3927, RFC 4193 and RFC 4291
  /// §2.5.6. Nobody's SPF record can be about them.
  public var isPrivate: Bool {
    switch self {
    case .v4(let value):
      isLoopback || value >> 24 == 10 || value >> 20 == 0xAC1 || value >> 16 == 0xC0A8 || value >> 22 == 0x191
        || value >> 16 == 0xA9FE
    case .v6(let high, _): isLoopback || high >> 57 == 0x7E || high >> 54 == 0x3FA
    }
  }

  /// What limits per client count by: the address itself for IPv4; for IPv6 its /64, because one customer holds at
  /// least that much (RFC 6177 §2).
  public var clientKey: IPAddress {
    switch self {
    case .v4: self
    case .v6(let high, _): .v6(high: high, low: 0)
    }
  }

  /// The name under which the PTR record of this address stands: `1.2.0.192.in-addr.arpa` or 32 nibbles under `ip6.arpa`.
  public var reverseName: String {
    switch self {
    case .v4:
      octets.reversed().map { String($0) }.joined(separator: ".") + ".in-addr.arpa"
    case .v6:
      octets.reversed().map { String($0 & 15, radix: 16) + "." + String($0 >> 4, radix: 16) }
        .joined(separator: ".") + ".ip6.arpa"
    }
  }
}

extension IPAddress: CustomStringConvertible {
  /// The canonical text: dotted quad, or RFC 5952 for IPv6.
  public var description: String {
    switch self {
    case .v4: return octets.map { String($0) }.joined(separator: ".")
    case .v6(let high, let low):
      let groups = [high, low].flatMap { half in
        (0..<4).map { UInt16(truncatingIfNeeded: half >> (48 - 16 * UInt64($0))) }
      }
      return IPAddress.text(of: groups)
    }
  }

  /// RFC 5952 §4: lower case, no leading zeros, the longest run of two or more zero groups (the first of equals)
  /// written as `::`.
  private static func text(of groups: [UInt16]) -> String {
    var longest = 0..<0
    var index = 0
    while index < groups.count {
      var end = index
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - index > max(longest.count, 1) { longest = index..<end }
      index = max(end, index + 1)
    }
    func joined(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard !longest.isEmpty else { return joined(groups[...]) }
    return joined(groups[..<longest.lowerBound]) + "::" + joined(groups[longest.upperBound...])
  }
}

extension IPAddress: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let address = IPAddress(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an IP address: \(text)")
    }
    self = address
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension IPAddress {
  private static func dottedQuad(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
      var octet: UInt32 = 0
      for byte in part {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
      }
      guard octet <= 255 else { return nil }
      value = value << 8 | octet
    }
    return value
  }

  private static func groups(of bytes: [UInt8]) -> [UInt16]? {
    let colon = UInt8(ascii: ":")
    guard let gap = bytes.indices.dropLast().first(where: { bytes[$0] == colon && bytes[$0 + 1] == colon }) else {
      guard let groups = groupRun(bytes[...]), groups.count == 8 else { return nil }
      return groups
    }
    guard let head = groupRun(bytes[..<gap]), let tail = groupRun(bytes[(gap + 2)...]), head.count + tail.count <= 7
    else { return nil }
    return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  /// Colon-separated groups; the last may be a dotted quad. No text gives no groups.
  private static func groupRun(_ bytes: ArraySlice<UInt8>) -> [UInt16]? {
    guard !bytes.isEmpty else { return [] }
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains(UInt8(ascii: ".")) {
        guard let quad = dottedQuad(part) else { return nil }
        groups += [UInt16(quad >> 16), UInt16(quad & 0xFFFF)]
      } else {
        guard (1...4).contains(part.count), let text = String(bytes: part, encodingASCIIHex: ()),
          let group = UInt16(text, radix: 16)
        else { return nil }
        groups.append(group)
      }
    }
    return groups.count <= 8 ? groups : nil
  }
}

extension String {
  /// The text of bytes that are all hexadecimal digits, else `nil` (`UInt16(_:radix:)` alone would accept a sign).
  fileprivate init?(bytes: ArraySlice<UInt8>, encodingASCIIHex: Void) {
    guard
      bytes.allSatisfy({
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20)
      })
    else { return nil }
    self.init(decoding: bytes, as: UTF8.self)
  }
}
