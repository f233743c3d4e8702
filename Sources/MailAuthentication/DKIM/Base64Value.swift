/// Base 64 in tag values (RFC 6376 §2.10 `base64string`).
enum Base64Value {
  /// White space may stand anywhere, padding may be missing; `nil` where another octet occurs or nothing is there.
  static func octets(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var isValid = false
    let result = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3 + 3) { target, count in
      var decoder = Decoder(target)
      isValid = text.withUnsafeBytes { text in values.withUnsafeBufferPointer { decoder.decode(text, $0) } }
      count = decoder.count
    }
    return isValid ? result : nil
  }

  private struct Decoder {
    private let target: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0
    private var bits: UInt32 = 0
    private var digits = 0
    private var padding = 0

    init(_ target: UnsafeMutableBufferPointer<UInt8>) { self.target = target }

    mutating func decode(_ text: UnsafeRawBufferPointer, _ values: UnsafeBufferPointer<UInt8>) -> Bool {
      var index = wholeGroups(text, values)
      while index < text.count {
        let byte = text[index]
        index += 1
        let value = values[Int(byte)]
        if value < 64, padding == 0 {
          bits = bits << 6 | UInt32(value)
          digits += 1
          if digits & 3 == 0 { write(3, bits << 8) }
        } else if byte == UInt8(ascii: "=") {
          padding += 1
        } else if value != white {
          return false
        }
      }
      return finish()
    }

    /// Decodes four digits at a time up to where something else stands; returns how many octets that were.
    private mutating func wholeGroups(_ text: UnsafeRawBufferPointer, _ values: UnsafeBufferPointer<UInt8>) -> Int {
      var index = 0
      while index + 4 <= text.count {
        let (a, b) = (UInt32(values[Int(text[index])]), UInt32(values[Int(text[index + 1])]))
        let (c, d) = (UInt32(values[Int(text[index + 2])]), UInt32(values[Int(text[index + 3])]))
        guard a | b | c | d < 64 else { break }
        write(3, a << 26 | b << 20 | c << 14 | d << 8)
        index += 4
      }
      digits = index
      return index
    }

    /// Two digits left over make an octet, three make two, one makes nothing.
    private mutating func finish() -> Bool {
      guard digits > 0, padding == 0 || padding <= 2 && (digits + padding) & 3 == 0 else { return false }
      switch digits & 3 {
      case 1: return false
      case 2: write(1, bits << 20)
      case 3: write(2, bits << 14)
      default: break
      }
      return true
    }

    /// Writes octets from the top of `word`.
    private mutating func write(_ octets: Int, _ word: UInt32) {
      for index in 0..<octets { target[count + index] = UInt8(truncatingIfNeeded: word >> UInt32(24 - 8 * index)) }
      count += octets
    }
  }

  private static let white: UInt8 = 64

  /// What each octet stands for; 65 for nothing.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 65, count: 256)
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, digit) in digits.utf8.enumerated() { values[Int(digit)] = UInt8(value) }
    for byte: UInt8 in [0x20, 0x09, 0x0D, 0x0A] { values[Int(byte)] = white }
    return values
  }()
}
