/// An IPv4 address as URLs may write it: one to four numbers, each decimal, hexadecimal or octal (URL Standard § 3.5).
struct IPv4Text {
  private let value: UInt32

  init?(_ text: [UInt8]) {
    var parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true, parts.count > 1 { parts.removeLast() }
    guard parts.count <= 4 else { return nil }
    let numbers = parts.compactMap { IPv4Text.number($0) }
    guard numbers.count == parts.count, let last = numbers.last, numbers.dropLast().allSatisfy({ $0 <= 255 }) else {
      return nil
    }
    // The last number fills what is left.
    let rest = UInt64(8 * (5 - numbers.count))
    guard last < 1 << rest else { return nil }
    var value = last
    for (place, number) in numbers.dropLast().enumerated() { value |= number << UInt64(24 - 8 * place) }
    self.value = UInt32(truncatingIfNeeded: value)
  }

  /// `nil` for what is no number; one that is too large stays too large.
  static func number(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard !text.isEmpty else { return nil }
    var digits = text
    var radix: UInt64 = 10
    if text.count >= 2, text.first == UInt8(ascii: "0") {
      let isHexadecimal = text[text.startIndex + 1] | 0x20 == UInt8(ascii: "x")
      digits = text.dropFirst(isHexadecimal ? 2 : 1)
      radix = isHexadecimal ? 16 : 8
    }
    var value: UInt64 = 0
    for byte in digits {
      guard let digit = byte.hexadecimalValue, digit < radix else { return nil }
      value = min(value * radix + UInt64(digit), 1 << 40)
    }
    return value
  }

  var serialized: [UInt8] {
    let octets = [24, 16, 8, 0].map { String(value >> UInt32($0) & 255) }
    return Array(octets.joined(separator: ".").utf8)
  }
}
