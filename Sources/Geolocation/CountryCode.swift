/// A country of ISO 3166-1 by its two letters, in two octets.
struct CountryCode: Hashable, Sendable {
  /// 0 for no country: databases write `??` or `ZZ` for networks they know nothing of.
  let rawValue: UInt16

  static let none = CountryCode(rawValue: 0)

  private init(rawValue: UInt16) { self.rawValue = rawValue }

  /// `nil` for what is neither two letters nor a mark for no country. Databases mark satellites, proxies and the like by codes
  /// with a digit (`A1`): they are no country.
  init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 2, let first = bytes.first, let second = bytes.dropFirst().first else { return nil }
    let (upper, lower) = (CountryCode.upper(first), CountryCode.upper(second))
    guard CountryCode.isLetter(upper), CountryCode.isLetter(lower), !(upper == 0x5A && lower == 0x5A) else {
      guard CountryCode.isMark(upper), CountryCode.isMark(lower) else { return nil }
      self = .none
      return
    }
    rawValue = UInt16(upper) << 8 | UInt16(lower)
  }

  /// Two capital letters; `nil` for none.
  var text: String? {
    rawValue == 0 ? nil : String(decoding: [UInt8(rawValue >> 8), UInt8(rawValue & 0xFF)], as: UTF8.self)
  }

  private static func upper(_ byte: UInt8) -> UInt8 { (byte &- 0x61) < 26 ? byte & 0xDF : byte }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte &- 0x41) < 26 }

  /// Letters, digits and the question mark.
  private static func isMark(_ byte: UInt8) -> Bool {
    isLetter(byte) || (byte &- 0x30) < 10 || byte == UInt8(ascii: "?")
  }
}
