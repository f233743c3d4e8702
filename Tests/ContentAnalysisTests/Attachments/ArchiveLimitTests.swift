import ContentAnalysis
import Foundation
import MartletTestKit
import Testing

@Suite("Archives are opened within limits")
struct ArchiveLimitTests {
  private static let program = Array("MZ".utf8) + [UInt8](repeating: 0, count: 62)

  @Test("An archive of a hundred thousand files is listed as far as anyone reads, and what runs among the first is seen")
  func manyEntries() throws {
    var zip = ZipFile()
    zip.add("setup.exe", ArchiveLimitTests.program)
    for number in 0..<100_000 { zip.add("\(number)") }
    let facts = try #require(AttachedFile.facts(zip.bytes, name: "a.zip"))
    let archive = try #require(facts.archive)
    #expect(archive.entries.count <= 1000)
    #expect(archive.exceeded == [.entries])
    #expect(facts.has(.archivedProgram))
  }

  @Test("Archives are opened three deep, and what lies deeper is said to")
  func depth() throws {
    var content = ArchiveLimitTests.program
    var names = ["setup.exe"]
    for level in 1...3 {
      var zip = ZipFile()
      zip.add(names[names.count - 1], content)
      content = zip.bytes
      names.append("\(level).zip")
    }
    let three = try #require(AttachedFile.facts(content, name: "a.zip"))
    #expect(three.has(.archivedProgram))
    #expect(!three.has(.archiveBomb))
    var zip = ZipFile()
    zip.add("3.zip", content)
    let four = try #require(AttachedFile.facts(zip.bytes, name: "a.zip"))
    #expect(four.has(.archiveBomb))
    #expect(four.archive?.exceeded == [.depth])
  }

  @Test("The limits hold for all attachments of an archive together")
  func siblings() throws {
    var inner = ZipFile()
    for number in 0..<600 { inner.add("\(number)") }
    var outer = ZipFile()
    for number in 0..<5 { outer.add("\(number).zip", inner.bytes) }
    let facts = try #require(AttachedFile.facts(outer.bytes, name: "a.zip"))
    #expect(try #require(facts.archive).entries.count <= 1000)
  }

  @Test("Any archive may end anywhere")
  func truncation() {
    var zip = ZipFile()
    zip.add("readme.txt", Array("hello".utf8))
    zip.add("setup.exe", ArchiveLimitTests.program)
    let bytes = zip.bytes
    for count in 0...bytes.count {
      let facts = AttachedFile.facts(Array(bytes.prefix(count)), name: "a.zip")
      #expect(facts?.size == count)
    }
  }

  @Test("A zip whose directory is cut off is read from its start, and said to be damaged")
  func withoutDirectory() throws {
    var zip = ZipFile()
    zip.add("readme.txt", Array("hello".utf8))
    zip.add("setup.exe", ArchiveLimitTests.program)
    let facts = try #require(AttachedFile.facts(zip.entries, name: "a.zip"))
    #expect(facts.archive?.entries.map { $0.name } == ["readme.txt", "setup.exe"])
    #expect(facts.has(.archivedProgram))
    #expect(facts.has(.damagedArchive))
  }

  @Test("A stream of zeros is no empty tar: what it unpacks to is counted")
  func zeros() throws {
    let zeros = Array(try #require(ArchiveLimitTests.packedZeros))
    let facts = try #require(AttachedFile.facts(zeros, name: "a.bz2"))
    #expect(facts.archive?.entries.count == 1)
    #expect(facts.has(.archiveBomb))
  }

  /// 16 MiB of zeros, as bzip2 packs them.
  private static let packedZeros = Data(base64Encoded: "QlpoOTFBWSZTWVKFPiUAgIDAAMAAAAggADCAKRoBANIBAOLuSKcKEgpQp8Sg")

  @Test("A name that is no UTF-8 is still a name")
  func rawNames() throws {
    var zip = ZipFile()
    zip.add("Größe.exe", ArchiveLimitTests.program)
    let facts = try #require(AttachedFile.facts(zip.bytes, name: "a.zip"))
    #expect(facts.has(.archivedProgram))
    #expect(facts.archive?.entries.count == 1)
  }
}
