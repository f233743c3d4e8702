/// What a string is made of, whatever it says: `h12$h8$h8` for `000d01ca494b$9997aeb0$6400a8c0`.
enum TextShape {
  /// Runs beyond this many are cut: the beginning tells programs apart.
  static let runLimit = 12

  /// One letter for each run of letters and digits, other bytes as they are; with the lengths of the runs or without.
  static func of(_ bytes: some Sequence<UInt8>, withLengths: Bool) -> [UInt8] {
    var shape: [UInt8] = []
    var run = Run()
    var runs = 0
    for byte in bytes {
      if run.take(byte) { continue }
      runs += 1
      guard runs <= runLimit else { return shape }
      run.write(to: &shape, withLength: withLengths)
      run = Run()
      shape.append(byte)
    }
    run.write(to: &shape, withLength: withLengths)
    return shape
  }

  private struct Run {
    var length = 0
    var digits = 0
    var lower = 0
    var upper = 0
    var isHexadecimal = true

    mutating func take(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x61...0x7A: (lower, isHexadecimal) = (lower + 1, isHexadecimal && byte <= 0x66)
      case 0x41...0x5A: (upper, isHexadecimal) = (upper + 1, isHexadecimal && byte <= 0x46)
      default: return false
      }
      length += 1
      return true
    }

    var letter: UInt8 {
      if digits == length { return UInt8(ascii: "9") }
      if digits == 0 { return lower == 0 ? UInt8(ascii: "A") : upper == 0 ? UInt8(ascii: "a") : UInt8(ascii: "m") }
      if isHexadecimal && upper == 0 { return UInt8(ascii: "h") }
      if isHexadecimal && lower == 0 { return UInt8(ascii: "H") }
      return lower == 0 ? UInt8(ascii: "X") : upper == 0 ? UInt8(ascii: "x") : UInt8(ascii: "z")
    }

    func write(to shape: inout [UInt8], withLength: Bool) {
      guard length > 0 else { return }
      shape.append(letter)
      if withLength { shape.append(contentsOf: String(min(length, 40)).utf8) }
    }
  }
}
