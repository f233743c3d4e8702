/// What Unicode 15.1 and 16 changed in the mapping of UTS #46, for libraries whose tables are older. Where they are newer it
/// changes nothing.
enum DomainMapping {
  static func revised(_ name: [UInt8]) -> [UInt8] {
    guard name.contains(where: { $0 >= 0x80 }) else { return name }
    let scalars = String(decoding: name, as: UTF8.self).unicodeScalars
    guard scalars.contains(where: { replacement($0.value) != nil }) else { return name }
    var revised: [UInt8] = []
    revised.reserveCapacity(name.count)
    for scalar in scalars {
      let codePoint = replacement(scalar.value) ?? scalar.value
      if codePoint != 0 { revised.append(codePoint: codePoint) }
    }
    return revised
  }

  /// Zero where the character is left out.
  private static func replacement(_ codePoint: UInt32) -> UInt32? {
    switch codePoint {
    // Georgian capitals of old became those of Khutsuri.
    case 0x10A0...0x10C5, 0x10C7, 0x10CD: codePoint - 0x10A0 + 0x2D00
    // Capitals that had no small letter.
    case 0x04C0: 0x04CF
    case 0x1E9E: 0xDF
    case 0x2132: 0x214E
    case 0x2183: 0x2184
    // Hangul fillers.
    case 0x115F, 0x1160, 0x3164, 0xFFA0: 0
    // Compatibility ideographs that were mapped to the wrong character.
    case 0x2F868: 0x36FC
    case 0x2F874: 0x5F53
    case 0x2F91F: 0x243AB
    case 0x2F95F: 0x7AEE
    case 0x2F9BF: 0x45D7
    case 0xF951: 0x964B
    default: nil
    }
  }
}
