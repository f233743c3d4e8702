/// The East Asian sets by the state machines of the WHATWG Encoding standard, over ICU's tables. ICU's own machines pass over
/// octets that a browser shows: a lead octet without its trail must not hide the `<` behind it.
enum MultiByteDecoder {
  /// Reads one character that begins with an octet above 0x7F at `index`, and moves behind it; `nil` where there is none.
  typealias Step = (_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ text: inout UTF8Text) -> UInt32?

  static func decode(_ bytes: ArraySlice<UInt8>, step: Step) -> [UInt8] {
    var text = UTF8Text(capacity: bytes.count + bytes.count / 2)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let run = bytes[index...].withUnsafeBytes { ByteSearch.asciiPrefix($0) }
      text.append(ascii: bytes[index..<(index + run)])
      index += run
      guard index < bytes.endIndex else { break }
      if let scalar = step(bytes, &index, &text) { text.append(scalar) } else { text.appendReplacement() }
    }
    return text.bytes
  }

  /// A lead octet at `index` and the one behind it by `table`. A trail that makes no character is read again where it is ASCII.
  private static func pair(_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ table: CodeTable) -> UInt32? {
    let lead = bytes[index]
    index += 1
    guard index < bytes.endIndex else { return nil }
    let trail = bytes[index]
    if let scalar = table.scalar(lead, trail) {
      index += 1
      return scalar
    }
    if trail >= 0x80 { index += 1 }
    return nil
  }

  /// WHATWG Encoding §12.1.1.
  static func big5(_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ text: inout UTF8Text) -> UInt32? {
    guard (0x81...0xFE).contains(bytes[index]) else { return skip(&index) }
    // Four codes are a letter and a combining mark.
    if bytes[index] == 0x88, index + 1 < bytes.endIndex, let mark = big5Marks[bytes[index + 1]] {
      text.append(bytes[index + 1] < 0x80 ? 0xCA : 0xEA)
      index += 2
      return mark
    }
    return pair(bytes, &index, big5Table)
  }

  /// WHATWG Encoding §14.1.
  static func eucKR(_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ text: inout UTF8Text) -> UInt32? {
    guard (0x81...0xFE).contains(bytes[index]) else { return skip(&index) }
    return pair(bytes, &index, eucKRTable)
  }

  /// WHATWG Encoding §13.3.1.
  static func shiftJIS(_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ text: inout UTF8Text) -> UInt32? {
    switch bytes[index] {
    case 0x80:
      index += 1
      return 0x80
    case 0xA1...0xDF:
      index += 1
      return UInt32(bytes[index - 1]) - 0xA1 + 0xFF61
    case 0x81...0x9F, 0xE0...0xFC:
      return pair(bytes, &index, shiftJISTable)
    default:
      return skip(&index)
    }
  }

  /// WHATWG Encoding §13.1.1.
  static func eucJP(_ bytes: ArraySlice<UInt8>, _ index: inout Int, _ text: inout UTF8Text) -> UInt32? {
    switch bytes[index] {
    case 0x8E where index + 1 < bytes.endIndex && (0xA1...0xDF).contains(bytes[index + 1]):
      index += 2
      return UInt32(bytes[index - 1]) - 0xA1 + 0xFF61
    case 0x8F where index + 1 < bytes.endIndex && (0xA1...0xFE).contains(bytes[index + 1]):
      index += 1
      return pair(bytes, &index, jis0212)
    case 0x8E, 0x8F, 0xA1...0xFE:
      return pair(bytes, &index, jis0208)
    default:
      return skip(&index)
    }
  }

  private static func skip(_ index: inout Int) -> UInt32? {
    index += 1
    return nil
  }

  /// Rows of JIS X 0208 with the additions of NEC and IBM, as EUC.
  static let jis0208 = CodeTable("EUC-JP", leads: 0xA1...0xFE, trails: 0xA1...0xFE)
  /// ICU adds row 0x73, which is in no standard.
  private static let jis0212 = CodeTable(
    "EUC-JP", prefix: [0x8F], leads: 0xA1...0xFE, trails: 0xA1...0xFE,
    changes: Dictionary(uniqueKeysWithValues: (0xF3A1...0xF3FE).map { ($0, 0) }))
  private static let shiftJISTable = CodeTable("ibm-943_P15A-2003", leads: 0x81...0xFC, trails: 0x40...0xFC)
  static let eucKRTable = CodeTable(
    "windows-949-2000", leads: 0x81...0xFE, trails: 0x41...0xFE, hasPrivateUse: false)
  private static let big5Table = CodeTable(
    "ibm-1375_P100-2008", leads: 0x81...0xFE, trails: 0x40...0xFE, hasPrivateUse: false)
  private static let big5Marks: [UInt8: UInt32] = [0x62: 0x304, 0x64: 0x30C, 0xA3: 0x304, 0xA5: 0x30C]
}
