/// The name of a message from its arrival on: 16 random octets written as a UUID. It is the network message id of message
/// trace and of `X-MS-Exchange-Organization-Network-Message-Id` (eop-spec §2.12), and stays the same across copies.
public struct TraceID: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Version 4 of RFC 9562 §5.4.
  public init(using generator: inout some RandomNumberGenerator) {
    high = generator.next() & ~0xF000 | 0x4000
    low = generator.next() & ~(3 << 62) | (1 << 63)
  }

  public init() {
    var generator = SystemRandomNumberGenerator()
    self.init(using: &generator)
  }

  /// Reads the 36 characters of a UUID, in either case.
  public init?(_ text: some StringProtocol) {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
    guard text.utf8.count == 36, digits.count == 32 else { return nil }
    let hex = String(decoding: digits, as: UTF8.self)
    guard let high = UInt64(hex.prefix(16), radix: 16), let low = UInt64(hex.dropFirst(16), radix: 16) else { return nil }
    self.high = high
    self.low = low
    guard description == text.lowercased() else { return nil }
  }
}

extension TraceID: CustomStringConvertible {
  public var description: String {
    String(unsafeUninitializedCapacity: 36) { text in
      var position = 0
      for half in [high, low] {
        for shift in stride(from: 60, through: 0, by: -4) {
          if [8, 13, 18, 23].contains(position) {
            text[position] = UInt8(ascii: "-")
            position += 1
          }
          let digit = UInt8(truncatingIfNeeded: half >> UInt64(shift)) & 15
          text[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
          position += 1
        }
      }
      return position
    }
  }
}

extension TraceID: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = TraceID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a trace id: \(text)")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
