/// JSON whose strings are UTF-16 as the source escapes them: Foundation refuses lone surrogates, which the tests have.
enum WideJSON: Equatable {
  case object([String: WideJSON])
  case array([WideJSON])
  case string([UInt16])
  /// A number, `true`, `false` or `null`, as it stands.
  case literal(String)

  enum Failure: Error {
    case syntax(Int)
  }

  init(_ bytes: [UInt8]) throws {
    var reader = Reader(bytes: bytes)
    self = try reader.value()
  }

  var text: String? {
    if case .string(let units) = self { String(decoding: units, as: UTF16.self) } else { nil }
  }

  private struct Reader {
    let bytes: [UInt8]
    var index = 0

    mutating func value() throws -> WideJSON {
      switch try peek() {
      case UInt8(ascii: "{"): return try object()
      case UInt8(ascii: "["): return try array()
      case UInt8(ascii: "\""): return .string(try string())
      default:
        let start = index
        while index < bytes.count, !",]} \n\r\t".utf8.contains(bytes[index]) { index += 1 }
        return .literal(String(decoding: bytes[start..<index], as: UTF8.self))
      }
    }

    private mutating func object() throws -> WideJSON {
      var pairs: [String: WideJSON] = [:]
      index += 1
      while try peek() != UInt8(ascii: "}") {
        let name = String(decoding: try string(), as: UTF16.self)
        guard try peek() == UInt8(ascii: ":") else { throw Failure.syntax(index) }
        index += 1
        pairs[name] = try value()
        if try peek() == UInt8(ascii: ",") { index += 1 }
      }
      index += 1
      return .object(pairs)
    }

    private mutating func array() throws -> WideJSON {
      var items: [WideJSON] = []
      index += 1
      while try peek() != UInt8(ascii: "]") {
        items.append(try value())
        if try peek() == UInt8(ascii: ",") { index += 1 }
      }
      index += 1
      return .array(items)
    }

    private mutating func string() throws -> [UInt16] {
      guard try peek() == UInt8(ascii: "\"") else { throw Failure.syntax(index) }
      index += 1
      var units: [UInt16] = []
      while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
        if bytes[index] == UInt8(ascii: "\\") {
          units.append(try escape())
        } else {
          let start = index
          while index < bytes.count, bytes[index] != UInt8(ascii: "\\"), bytes[index] != UInt8(ascii: "\"") { index += 1 }
          units += String(decoding: bytes[start..<index], as: UTF8.self).utf16
        }
      }
      index += 1
      return units
    }

    private mutating func escape() throws -> UInt16 {
      guard index + 1 < bytes.count else { throw Failure.syntax(index) }
      let letter = bytes[index + 1]
      index += 2
      switch letter {
      case UInt8(ascii: "n"): return 0x0A
      case UInt8(ascii: "r"): return 0x0D
      case UInt8(ascii: "t"): return 0x09
      case UInt8(ascii: "b"): return 0x08
      case UInt8(ascii: "f"): return 0x0C
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
        guard let unit = UInt16(digits, radix: 16) else { throw Failure.syntax(index) }
        index += 4
        return unit
      default: return UInt16(letter)
      }
    }

    private mutating func peek() throws -> UInt8 {
      while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
      guard index < bytes.count else { throw Failure.syntax(index) }
      return bytes[index]
    }
  }
}
