/// The named character references (HTML § 13.5), found by hashing.
struct HTMLReferenceTable: Sendable {
  struct Entry: Sendable {
    let start: Int32
    let length: Int32
    /// The name also stands without a semicolon.
    let isLegacy: Bool
    let first: UInt32
    /// Zero where the reference is one character.
    let second: UInt32
  }

  static let standard = HTMLReferenceTable()

  /// The longest name, semicolon apart.
  static let longestName = 31
  /// The longest and shortest name that stand without a semicolon.
  static let longestLegacyName = 6
  static let shortestLegacyName = 2

  /// Twice the number of names, up to a power of two: a look-up takes one or two steps.
  private static let slotCount = 4096
  private let names: [UInt8]
  private let entries: [Entry]
  /// Number of the entry plus one; zero is free.
  private let slots: [UInt16]

  private init() {
    names = HTMLReferenceTable.packed.withUTF8Buffer { Array($0) }
    var entries: [Entry] = []
    var slots = [UInt16](repeating: 0, count: HTMLReferenceTable.slotCount)
    for word in names.split(whereSeparator: { $0 <= 0x20 }) {
      guard let entry = HTMLReferenceTable.entry(word) else { continue }
      let name = word.prefix(Int(entry.length))
      var slot = HTMLReferenceTable.slot(of: name)
      while slots[slot] != 0 { slot = (slot + 1) % HTMLReferenceTable.slotCount }
      entries.append(entry)
      slots[slot] = UInt16(entries.count)
    }
    self.entries = entries
    self.slots = slots
  }

  func entry(named name: ArraySlice<UInt8>) -> Entry? {
    var slot = HTMLReferenceTable.slot(of: name)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      let start = Int(entry.start)
      if names[start..<(start + Int(entry.length))].elementsEqual(name) { return entry }
      slot = (slot + 1) % HTMLReferenceTable.slotCount
    }
    return nil
  }

  /// FNV-1a.
  private static func slot(of name: ArraySlice<UInt8>) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for byte in name { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash ^ hash >> 15) % slotCount
  }

  /// `Aacute!C1`, `nvlt:3C+20D2`
  private static func entry(_ word: ArraySlice<UInt8>) -> Entry? {
    guard let mark = word.firstIndex(where: { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: ":") }) else { return nil }
    let points = word[(mark + 1)...].split(separator: UInt8(ascii: "+")).map { digits in
      digits.reduce(UInt32(0)) { $0 << 4 | UInt32($1 <= 0x39 ? $1 - 0x30 : $1 - 0x37) }
    }
    guard let first = points.first else { return nil }
    return Entry(
      start: Int32(word.startIndex), length: Int32(mark - word.startIndex), isLegacy: word[mark] == UInt8(ascii: "!"),
      first: first, second: points.count > 1 ? points[1] : 0)
  }
}
