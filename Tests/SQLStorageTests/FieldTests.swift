import GatewayStorage
import Testing

@testable import SQLStorage

@Suite struct FieldTests {
  @Test("Integers of every size come back", arguments: [0, 1, -1, 63, -64, 64, 1 << 40, Int64.max, .min])
  func integers(number: Int64) throws {
    var writer = FieldWriter(format: 1)
    writer.write(number)
    var reader = try FieldReader(writer.bytes, format: 1)
    #expect(try reader.integer() == number)
  }

  @Test("A damaged record is an error wherever it is cut or changed, never a trap")
  func damage() throws {
    let message = try Samples.message()
    var writer = FieldWriter(format: 1)
    writer.write(message.client)
    writer.write(message.envelope)
    func read(_ bytes: [UInt8]) throws {
      var reader = try FieldReader(bytes, format: 1)
      _ = try (reader.client(), reader.envelope())
    }
    try read(writer.bytes)
    for length in 0..<writer.bytes.count {
      #expect(throws: StoreError.self) { try read(Array(writer.bytes.prefix(length))) }
    }
    for index in writer.bytes.indices {
      for value in [0x00, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = writer.bytes
        bytes[index] = value
        try? read(bytes)
      }
    }
  }
}
