/// The directory of an OLE2 compound file (MS-CFB): the names of its streams, and the start of some of them.
struct CompoundFile {
  struct Entry {
    let name: String
    /// First sector of its content.
    let start: Int
    let size: Int
  }

  /// Directory entries read: a presentation with hundreds of embedded objects has about a thousand.
  static let entryLimit = 4096

  let entries: [Entry]
  /// In hexadecimal, as stored: tells what program made the file.
  let rootClass: [UInt8]
  private let content: [UInt8]
  private let sectorSize: Int

  /// `nil` for what has no readable directory.
  init?(_ content: [UInt8]) {
    // MS-CFB §2.2: sector shift 9 or 12 at octet 30, first directory sector at 48, sectors of the allocation table at 76.
    guard let shift = ByteSearch.littleEndian(content, at: 30, count: 2), shift == 9 || shift == 12,
      let directory = ByteSearch.littleEndian(content, at: 48, count: 4)
    else { return nil }
    self.content = content
    sectorSize = 1 << shift
    var entries: [Entry] = []
    var rootClass: [UInt8] = []
    var sector = directory
    // A chain has each sector of the file once at most; one that goes round, through empty sectors too, ends there.
    for _ in 0..<(content.count / sectorSize) {
      guard let offset = CompoundFile.offset(of: sector, sectorSize, content.count), entries.count < CompoundFile.entryLimit
      else { break }
      for position in stride(from: offset, to: offset + sectorSize, by: 128) {
        guard let entry = CompoundFile.entry(content, at: position) else { continue }
        if entries.isEmpty { rootClass = Array(content[(position + 80)..<(position + 96)]) }
        entries.append(entry)
      }
      guard !entries.isEmpty, let next = CompoundFile.next(after: sector, content, sectorSize) else { break }
      sector = next
    }
    guard !entries.isEmpty else { return nil }
    self.entries = entries
    self.rootClass = rootClass
  }

  func has(_ name: String) -> Bool { entries.contains { $0.name == name } }

  /// The first sector of a stream: enough for what stands at its beginning. Small streams live elsewhere and give `nil`.
  func start(of name: String) -> ArraySlice<UInt8>? {
    guard let entry = entries.first(where: { $0.name == name }), entry.size >= 4096,
      let offset = CompoundFile.offset(of: entry.start, sectorSize, content.count)
    else { return nil }
    return content[offset..<(offset + sectorSize)]
  }

  private static func offset(of sector: Int, _ sectorSize: Int, _ count: Int) -> Int? {
    let offset = (sector + 1) * sectorSize
    return offset >= 0 && offset <= count - sectorSize ? offset : nil
  }

  /// MS-CFB §2.3: the allocation table says which sector follows; its own first 109 sectors are listed in the header. A file
  /// that needs more than those has its directory near the front all the same.
  private static func next(after sector: Int, _ content: [UInt8], _ sectorSize: Int) -> Int? {
    let perSector = sectorSize / 4
    guard sector / perSector < 109,
      let table = ByteSearch.littleEndian(content, at: 76 + 4 * (sector / perSector), count: 4),
      let tableOffset = offset(of: table, sectorSize, content.count)
    else { return nil }
    return ByteSearch.littleEndian(content, at: tableOffset + 4 * (sector % perSector), count: 4)
  }

  /// MS-CFB §2.6.1: 64 octets of UTF-16 name, its length with the closing zero, the type, …, first sector, size.
  private static func entry(_ content: [UInt8], at offset: Int) -> Entry? {
    guard let length = ByteSearch.littleEndian(content, at: offset + 64, count: 2), (2...64).contains(length),
      let start = ByteSearch.littleEndian(content, at: offset + 116, count: 4),
      let size = ByteSearch.littleEndian(content, at: offset + 120, count: 4), content[offset + 66] != 0
    else { return nil }
    let units = stride(from: offset, to: offset + length - 2, by: 2).map { UInt16(content[$0]) | UInt16(content[$0 + 1]) << 8 }
    return Entry(name: String(decoding: units, as: UTF16.self), start: start, size: size)
  }
}
