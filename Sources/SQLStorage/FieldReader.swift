import GatewayStorage

/// Reads what `FieldWriter` wrote. Whatever the bytes are, the answer is a value or `StoreError.damaged`.
struct FieldReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]?, format: UInt8) throws {
    guard let bytes, bytes.first == format else {
      throw StoreError(.damaged, "a record of the store has an unknown format; restore the store from a backup")
    }
    self.bytes = bytes
    index = 1
  }

  private var damaged: StoreError {
    StoreError(.damaged, "a record of the store ends too early; restore the store from a backup")
  }

  private mutating func byte() throws -> UInt8 {
    guard index < bytes.count else { throw damaged }
    defer { index += 1 }
    return bytes[index]
  }

  mutating func integer() throws -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift += 7
      guard shift < 64 else { throw damaged }
    }
  }

  mutating func flag() throws -> Bool { try byte() != 0 }

  private mutating func slice() throws -> ArraySlice<UInt8> {
    let length = try integer()
    guard length >= 0, length <= Int64(bytes.count - index) else { throw damaged }
    let start = index
    index += Int(length)
    return bytes[start..<index]
  }

  mutating func text() throws -> String { String(decoding: try slice(), as: UTF8.self) }
  mutating func blob() throws -> [UInt8] { Array(try slice()) }

  mutating func optionalText() throws -> String? { try optional { try $0.text() } }

  mutating func optional<Value>(_ body: (inout FieldReader) throws -> Value) throws -> Value? {
    try flag() ? try body(&self) : nil
  }

  mutating func list<Value>(_ body: (inout FieldReader) throws -> Value) throws -> [Value] {
    let count = try integer()
    // Every element takes a byte at least.
    guard count >= 0, count <= Int64(bytes.count - index) else { throw damaged }
    var values: [Value] = []
    values.reserveCapacity(Int(count))
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }

  /// The value, or damage where the text names none.
  mutating func parsed<Value>(_ parse: (String) -> Value?) throws -> Value {
    guard let value = parse(try text()) else { throw damaged }
    return value
  }
}
