/// Between UTF-16 with lone surrogates and octets, in which such a surrogate takes three.
enum WideText {
  static func octets(_ units: [UInt16]) -> [UInt8] {
    var octets: [UInt8] = []
    var index = 0
    while index < units.count {
      if let scalar = scalar(units, at: index) {
        octets += Array(String(Character(scalar)).utf8)
        index += scalar.value > 0xFFFF ? 2 : 1
      } else {
        let unit = units[index]
        octets += [0xE0 | UInt8(unit >> 12), 0x80 | UInt8(unit >> 6 & 63), 0x80 | UInt8(unit & 63)]
        index += 1
      }
    }
    return octets
  }

  static func units(_ octets: [UInt8]) -> [UInt16] {
    var units: [UInt16] = []
    var index = 0
    while index < octets.count {
      let isSurrogate = octets[index] == 0xED && index + 2 < octets.count && octets[index + 1] >= 0xA0
      if isSurrogate {
        units.append(0xD000 | UInt16(octets[index + 1] & 63) << 6 | UInt16(octets[index + 2] & 63))
        index += 3
      } else {
        let rest = octets[(index + 1)...]
        let end = rest.firstIndex { $0 & 0xC0 != 0x80 } ?? octets.count
        units += String(decoding: octets[index..<end], as: UTF8.self).utf16
        index = end
      }
    }
    return units
  }

  static func units(_ codePoint: UInt32) -> [UInt16] {
    Unicode.Scalar(codePoint).map { Array(String(Character($0)).utf16) } ?? [UInt16(codePoint)]
  }

  /// Undoes `\uHHHH` once more.
  static func unescaped(_ units: [UInt16]) -> [UInt16] {
    var result: [UInt16] = []
    var index = 0
    while index < units.count {
      if units[index] == 0x5C, index + 5 < units.count, units[index + 1] == 0x75,
        let unit = UInt16(String(decoding: units[(index + 2)...(index + 5)], as: UTF16.self), radix: 16)
      {
        result.append(unit)
        index += 6
      } else {
        result.append(units[index])
        index += 1
      }
    }
    return result
  }

  private static func scalar(_ units: [UInt16], at index: Int) -> Unicode.Scalar? {
    let unit = UInt32(units[index])
    guard unit & 0xFC00 == 0xD800, index + 1 < units.count, units[index + 1] & 0xFC00 == 0xDC00 else {
      return Unicode.Scalar(unit)
    }
    return Unicode.Scalar(0x1_0000 + (unit & 0x3FF) << 10 + UInt32(units[index + 1] & 0x3FF))
  }
}
