/// A block of addresses in CIDR form: `192.0.2.0/24`, `2001:db8::/32`, or a single address.
public struct IPNetwork: Hashable, Sendable {
  public let base: IPAddress
  /// 0…32 or 0…128.
  public let prefixLength: Int

  /// Reads `address` or `address/length`; bits beyond the length must be zero, because `10.0.0.7/8` is a slip, not a wish.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let address = IPAddress(parts[0]) else { return nil }
    guard parts.count == 2 else {
      self.init(base: address, prefixLength: address.bitWidth)
      return
    }
    guard parts[1].count <= 3, parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(parts[1])
    else { return nil }
    self.init(base: address, prefixLength: length)
  }

  /// `nil` where the length is out of range or the base has bits beyond it.
  public init?(base: IPAddress, prefixLength: Int) {
    guard (0...base.bitWidth).contains(prefixLength) else { return nil }
    self.base = base
    self.prefixLength = prefixLength
    guard IPNetwork.masked(base, prefixLength) == base else { return nil }
  }

  /// The block of that length around an address; a length beyond the address is cut to it.
  public init(around address: IPAddress, prefixLength: Int) {
    self.prefixLength = min(max(prefixLength, 0), address.bitWidth)
    base = IPNetwork.masked(address, self.prefixLength)
  }

  public func contains(_ address: IPAddress) -> Bool {
    address.bitWidth == base.bitWidth && IPNetwork.masked(address, prefixLength) == base
  }

  private static func masked(_ address: IPAddress, _ length: Int) -> IPAddress {
    switch address {
    case .v4(let value):
      // Swift's << on fixed-width integers gives 0 for shifts beyond the width: /0 needs no special case.
      return .v4(value & ~(UInt32.max >> UInt32(length)))
    case .v6(let high, let low):
      let highMask = ~(UInt64.max >> UInt64(min(length, 64)))
      let lowMask = ~(UInt64.max >> UInt64(max(length - 64, 0)))
      return .v6(high: high & highMask, low: low & lowMask)
    }
  }
}

extension IPNetwork: CustomStringConvertible {
  public var description: String { prefixLength == base.bitWidth ? "\(base)" : "\(base)/\(prefixLength)" }
}

extension IPNetwork: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let network = IPNetwork(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a network: \(text)")
    }
    self = network
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
