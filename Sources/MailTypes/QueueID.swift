/// The name of one queued or quarantined copy of a message: 63 bits, milliseconds since 1970 above, random below, so that
/// ids sort by time and need no coordination. Written as 13 characters of Crockford's base 32, in capitals.
public struct QueueID: Hashable, Sendable, Comparable {
  /// 0…2^63−1, as the store keeps it.
  public let rawValue: Int64

  public init?(rawValue: Int64) {
    guard rawValue >= 0 else { return nil }
    self.rawValue = rawValue
  }

  /// `milliseconds` since 1970 UTC; the low 43 bits are used, which last until 2248.
  public init(milliseconds: Int64, using generator: inout some RandomNumberGenerator) {
    let time = milliseconds & ((1 << 43) - 1)
    rawValue = time << 20 | Int64.random(in: 0..<(1 << 20), using: &generator)
  }

  /// Reads the 13 characters, in either case.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 13 else { return nil }
    var value: UInt64 = 0
    for byte in text.uppercased().utf8 {
      guard let digit = QueueID.alphabet.firstIndex(of: byte), value >> 59 == 0 else { return nil }
      value = value << 5 | UInt64(digit)
    }
    guard let raw = Int64(exactly: value) else { return nil }
    rawValue = raw
  }

  public static func < (left: QueueID, right: QueueID) -> Bool { left.rawValue < right.rawValue }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
}

extension QueueID: CustomStringConvertible {
  public var description: String {
    let value = UInt64(rawValue)
    let digits = (0..<13).map { QueueID.alphabet[Int(value >> (60 - 5 * UInt64($0)) & 31)] }
    return String(decoding: digits, as: UTF8.self)
  }
}

extension QueueID: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = QueueID(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a queue id: \(text)")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
