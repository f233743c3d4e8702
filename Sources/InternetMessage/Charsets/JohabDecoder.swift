/// Johab (KS X 1001:1992 annex 3; code page 1361): syllables by their letters, five bits each, everything else by its place in
/// the table that EUC-KR has too. Browsers do not read it, mail programs of Windows do.
enum JohabDecoder {
  static func character(_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ text: inout UTF8Text) -> UInt32? {
    let lead = bytes[index]
    index += 1
    guard index < bytes.endIndex else { return nil }
    let trail = bytes[index]
    let scalar = (0x84...0xD3).contains(lead) ? syllable(lead, trail) : symbol(lead, trail)
    // A trail that makes no character is read again where it is ASCII.
    if scalar != nil || trail >= 0x80 { index += 1 }
    return scalar
  }

  /// A syllable, or one of its letters alone.
  private static func syllable(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
    let code = Int(lead) << 8 | Int(trail)
    let (first, second, last) = (code >> 10 & 31, code >> 5 & 31, code & 31)
    let initial = (2...20).contains(first) ? first - 2 : nil
    let vowel = vowel(second)
    let final = (1...17).contains(last) ? last - 1 : (19...29).contains(last) ? last - 2 : nil
    if let initial, let vowel, let final { return UInt32(0xAC00 + (initial * 21 + vowel) * 28 + final) }
    switch (first, second, last) {
    case (1, 2, 1): return 0x3000
    case (_, 2, 1): return initial.map { initials[$0] }
    case (1, _, 1): return vowel.map { UInt32(0x314F + $0) }
    case (1, 2, _): return final.map { finals[$0] }
    default: return nil
    }
  }

  /// Vowels are in groups of six codes, of which the first of eight are none.
  private static func vowel(_ code: Int) -> Int? {
    switch code {
    case 3...7: code - 3
    case 10...15: code - 5
    case 18...23: code - 7
    case 26...29: code - 9
    default: nil
    }
  }

  /// Two rows of the table of 94 by 94 for each lead.
  private static func symbol(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
    let row: Int
    switch lead {
    case 0xD9...0xDE: row = 2 * (Int(lead) - 0xD9)
    case 0xE0...0xF9: row = 2 * (Int(lead) - 0xE0) + 41
    default: return nil
    }
    let place: Int
    switch trail {
    case 0x31...0x7E: place = Int(trail) - 0x31
    case 0x91...0xFE: place = Int(trail) - 0x43
    default: return nil
    }
    return MultiByteDecoder.eucKRTable.scalar(UInt8(0xA1 + row + place / 94), UInt8(0xA1 + place % 94))
  }

  /// U+3131 and following, those that begin a syllable.
  private static let initials: [UInt32] = [
    0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141, 0x3142, 0x3143, 0x3145, 0x3146, 0x3147, 0x3148, 0x3149, 0x314A,
    0x314B, 0x314C, 0x314D, 0x314E,
  ]
  /// Those that end one; the first is none.
  private static let finals: [UInt32] = [
    0x3000, 0x3131, 0x3132, 0x3133, 0x3134, 0x3135, 0x3136, 0x3137, 0x3139, 0x313A, 0x313B, 0x313C, 0x313D, 0x313E, 0x313F,
    0x3140, 0x3141, 0x3142, 0x3144, 0x3145, 0x3146, 0x3147, 0x3148, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E,
  ]
}
