/// Names of header fields in lower case, as `h=` lists them (RFC 6376 §3.5), held so that they are compared without text being
/// made of them.
struct FieldNames: Hashable, Sendable {
  /// All names, one after the other.
  private var octets: [UInt8] = []
  private var ends: [Int] = []
  private var keys: [UInt32] = []

  var count: Int { ends.count }

  init(_ names: [String]) {
    for name in names {
      for byte in name.utf8 { octets.append(FieldNames.lowercased(byte)) }
      endName()
    }
  }

  /// Names between colons, with white space around them.
  init(_ list: ArraySlice<UInt8>) {
    octets.reserveCapacity(list.count)
    list.withUnsafeBytes { list in
      var start = 0
      while start <= list.count {
        var end = start
        while end < list.count, list[end] != UInt8(ascii: ":") { end += 1 }
        append(UnsafeRawBufferPointer(rebasing: list[start..<end]))
        start = end + 1
      }
    }
  }

  private mutating func append(_ name: UnsafeRawBufferPointer) {
    var (start, end) = (0, name.count)
    while start < end, TagList.isWhiteSpace(name[start]) { start += 1 }
    while end > start, TagList.isWhiteSpace(name[end - 1]) { end -= 1 }
    for byte in name[start..<end] { octets.append(FieldNames.lowercased(byte)) }
    endName()
  }

  private mutating func endName() {
    keys.append(FieldNames.key(octets[(ends.last ?? 0)...]))
    ends.append(octets.count)
  }

  func octets(at index: Int) -> ArraySlice<UInt8> { octets[(index > 0 ? ends[index - 1] : 0)..<ends[index]] }

  func key(at index: Int) -> UInt32 { keys[index] }

  /// How often a name in lower case is there.
  func count(of name: String) -> Int { count(of: Array(name.utf8)[...], FieldNames.key(name.utf8)) }

  /// The same for a name whose key is known.
  func count(of name: ArraySlice<UInt8>, _ key: UInt32) -> Int {
    keys.indices.count { keys[$0] == key && octets(at: $0) == name }
  }

  /// RFC 5322 §3.6.8 `field-name`: at least one octet each, all of them visible ASCII.
  var areFieldNames: Bool {
    ends.indices.allSatisfy { !octets(at: $0).isEmpty } && octets.allSatisfy { (33...126).contains($0) }
  }

  var texts: [String] { ends.indices.map { String(decoding: octets(at: $0), as: UTF8.self) } }

  /// Names that differ in more than case mostly differ in this (FNV-1a), and others never do.
  @inline(__always)
  static func key(_ name: some Sequence<UInt8>) -> UInt32 {
    var key: UInt32 = 0x811C_9DC5
    for byte in name { key = (key ^ UInt32(lowercased(byte))) &* 0x0100_0193 }
    return key
  }

  @inline(__always)
  static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
