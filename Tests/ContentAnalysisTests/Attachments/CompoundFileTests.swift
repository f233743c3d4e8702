import ContentAnalysis
import Testing

/// Office files of the older kind (MS-CFB), whose sectors need not lead anywhere.
@Suite("Compound files")
struct CompoundFileTests {
  /// A header (MS-CFB §2.2), a directory of one stream, the allocation table, and an empty sector that the directory goes on in.
  private func file(after empty: UInt8) -> [UInt8] {
    var header = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
    header[30] = 9
    header[76] = 1
    var directory = [UInt8](repeating: 0, count: 512)
    for (offset, octet) in "Macros".utf8.enumerated() { directory[2 * offset] = octet }
    directory[64] = 14
    directory[66] = 1
    var table = [UInt8](repeating: 0xFF, count: 512)
    table.replaceSubrange(0..<4, with: [2, 0, 0, 0])
    table.replaceSubrange(8..<12, with: [empty, 0, 0, 0])
    return header + directory + table + [UInt8](repeating: 0, count: 512)
  }

  @Test("A directory that goes round in circles through empty sectors ends", .timeLimit(.minutes(1)), arguments: [UInt8(2), 0])
  func circle(after empty: UInt8) throws {
    let facts = try #require(AttachedFile.facts(file(after: empty), name: "a.doc"))
    #expect(facts.has(.macros))
  }
}
