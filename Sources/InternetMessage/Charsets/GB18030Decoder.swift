/// GB 18030 and, below it, GBK and GB 2312 (WHATWG Encoding §10.2.1).
enum GB18030Decoder {
  static func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] { MultiByteDecoder.decode(bytes, step: step) }

  private static func step(_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ text: inout UTF8Text) -> UInt32? {
    let lead = bytes[index]
    index += 1
    guard lead != 0x80 else { return 0x20AC }
    guard lead != 0xFF, index < bytes.endIndex else { return nil }
    let second = bytes[index]
    if (0x30...0x39).contains(second) { return fourOctets(bytes, &index) }
    if let scalar = twoOctets.scalar(lead, second) {
      index += 1
      return scalar
    }
    if second >= 0x80 { index += 1 }
    return nil
  }

  /// `index` is at the second of the four; where they cannot be a code, only the first was read.
  private static func fourOctets(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> UInt32? {
    let start = index
    // A sequence that the text cuts off is one error.
    guard index + 2 < bytes.endIndex else {
      let isCut = index + 1 == bytes.endIndex || (0x81...0xFE).contains(bytes[index + 1])
      if isCut { index = bytes.endIndex }
      return nil
    }
    let octets = (bytes[start - 1], bytes[start], bytes[start + 1], bytes[start + 2])
    guard (0x81...0xFE).contains(octets.2), (0x30...0x39).contains(octets.3) else { return nil }
    let pointer =
      ((Int(octets.0) - 0x81) * 10 + Int(octets.1) - 0x30) * 1260 + (Int(octets.2) - 0x81) * 10 + Int(octets.3) - 0x30
    index += 3
    return scalar(pointer)
  }

  /// WHATWG Encoding §10.2: the ranges of GB 18030.
  private static func scalar(_ pointer: Int) -> UInt32? {
    switch pointer {
    case 0..<basicCount: basic[pointer] == 0 ? nil : basic[pointer]
    case 189_000..<(189_000 + 0x100000): 0x10000 + UInt32(pointer - 189_000)
    default: nil
    }
  }

  /// Codes of four octets for the basic plane.
  private static let basicCount = 39_420

  private static let basic: [UInt32] = {
    guard let icu = ICUConverter("gb18030", isStrict: true) else { return [UInt32](repeating: 0, count: basicCount) }
    return (0..<basicCount).map { pointer in
      let octets = [
        0x81 + pointer / 12_600, 0x30 + pointer / 1260 % 10, 0x81 + pointer / 10 % 126, 0x30 + pointer % 10,
      ]
      return icu.scalar(octets.map { UInt8($0) }) ?? 0
    }
  }()

  private static let twoOctets = CodeTable("gb18030", leads: 0x81...0xFE, trails: 0x40...0xFE, changes: changes)

  /// GB 18030-2022 gives characters to codes that the edition of ICU has in the private area; and the ideographic space.
  private static let changes: [UInt16: UInt32] = [
    0xA3A0: 0x3000, 0xA6D9: 0xFE10, 0xA6DA: 0xFE12, 0xA6DB: 0xFE11, 0xA6DC: 0xFE13, 0xA6DD: 0xFE14, 0xA6DE: 0xFE15,
    0xA6DF: 0xFE16, 0xA6EC: 0xFE17, 0xA6ED: 0xFE18, 0xA6F3: 0xFE19, 0xFE59: 0x9FB4, 0xFE61: 0x9FB5, 0xFE66: 0x9FB6,
    0xFE67: 0x9FB7, 0xFE6D: 0x9FB8, 0xFE7E: 0x9FB9, 0xFE90: 0x9FBA, 0xFEA0: 0x9FBB,
  ]
}
