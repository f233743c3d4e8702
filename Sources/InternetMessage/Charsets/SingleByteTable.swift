/// A character set of one octet a character, over ASCII.
struct SingleByteTable: Sendable {
  /// 0x80…0xFF; 0 where there is no character.
  private let scalars: [UInt32]

  /// As ICU maps it, but that octets below 0xA0 without a character are the controls that browsers make of them
  /// (WHATWG Encoding §9).
  init(_ converter: String, changes: [UInt8: UInt32] = [:]) {
    guard let icu = ICUConverter(converter, isStrict: true) else {
      scalars = (0x80...0xFF).map { $0 }
      return
    }
    scalars = (0x80...0xFF).map { byte in
      changes[UInt8(byte)] ?? icu.scalar([UInt8(byte)]) ?? (byte < 0xA0 ? byte : 0)
    }
  }

  /// Octets from 0x80 moved up by a fixed distance (WHATWG Encoding §14.5).
  init(offset: UInt32) { scalars = (0x80...0xFF).map { $0 - 0x80 + offset } }

  func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var text = UTF8Text(capacity: bytes.count + bytes.count / 4)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let run = bytes[index...].withUnsafeBytes { ByteSearch.asciiPrefix($0) }
      text.append(ascii: bytes[index..<(index + run)])
      index += run
      while index < bytes.endIndex, bytes[index] >= 0x80 {
        let scalar = scalars[Int(bytes[index] - 0x80)]
        if scalar == 0 { text.appendReplacement() } else { text.append(scalar) }
        index += 1
      }
    }
    return text.bytes
  }

  /// Windows code pages stand for the ISO sets they extend (WHATWG Encoding §4.2).
  static let windows1252 = SingleByteTable("windows-1252")
  static let windows1250 = SingleByteTable("windows-1250")
  static let windows1251 = SingleByteTable("windows-1251")
  static let windows1253 = SingleByteTable("windows-1253")
  static let windows1254 = SingleByteTable("windows-1254")
  static let windows1255 = SingleByteTable("windows-1255", changes: [0xCA: 0x05BA])
  static let windows1256 = SingleByteTable("windows-1256")
  static let windows1257 = SingleByteTable("windows-1257")
  static let windows1258 = SingleByteTable("windows-1258")
  static let userDefined = SingleByteTable(offset: 0xF780)
}
