/// A tag-list (RFC 6376 §3.2): `name=value` pairs between semicolons, in a header field or in a text record.
struct TagList {
  struct Tag {
    let name: ArraySlice<UInt8>
    /// `TagList.key` of the name.
    let key: UInt64
    /// Without the white space around it.
    let value: ArraySlice<UInt8>
    /// From after the equals sign to the semicolon or the end.
    let rawValue: Range<Int>
  }

  /// What is wrong with a list.
  enum Fault: Error, Hashable {
    case syntax
    case duplicate(String)
    case tooManyTags
  }

  private(set) var tags: [Tag] = []

  /// What a signature has.
  private static let usualCount = 12

  /// Reads the whole of `bytes`. Indices of values are those of `bytes`.
  init(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    tags.reserveCapacity(TagList.usualCount)
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
      // One semicolon may follow the last tag (§3.2); an empty tag anywhere else is an error.
      if end == bytes.endIndex, TagList.trimmed(bytes[start..<end]).isEmpty, !tags.isEmpty { return }
      try append(bytes[start..<end])
      start = end + 1
    }
  }

  subscript(_ name: String) -> ArraySlice<UInt8>? { tag(name)?.value }

  /// `name` has at most eight octets, as all that the standards know.
  func tag(_ name: String) -> Tag? {
    let key = TagList.key(name.utf8)
    return tags.first { $0.key == key }
  }

  /// The octets of a name in one word; none for names longer than it.
  @inline(__always)
  private static func key(_ name: some Collection<UInt8>) -> UInt64 {
    name.count > 8 ? 0 : name.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The value as text; octets that are no UTF-8 become U+FFFD.
  func text(_ name: String) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }

  private mutating func append(_ spec: ArraySlice<UInt8>) throws(Fault) {
    guard let equals = spec.firstIndex(of: UInt8(ascii: "=")) else { throw .syntax }
    let name = TagList.trimmed(spec[..<equals])
    let value = TagList.trimmed(spec[(equals + 1)...])
    guard TagList.isName(name), TagList.isValue(value) else { throw .syntax }
    // §3.2: a name that occurs twice makes the whole list invalid.
    let key = TagList.key(name)
    guard !tags.contains(where: { $0.key == key && $0.name == name }) else {
      throw .duplicate(String(decoding: name, as: UTF8.self))
    }
    guard tags.count < DKIMLimits.maximumTags else { throw .tooManyTags }
    tags.append(Tag(name: name, key: key, value: value, rawValue: (equals + 1)..<spec.endIndex))
  }

  /// §3.2 `tag-name`: a letter, then letters, digits and underscores. Case matters.
  private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first, isLetter(first) else { return false }
    return name.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// §3.2 `VALCHAR` and folding white space; RFC 8616 §4 and §5 add UTF-8.
  private static func isValue(_ value: ArraySlice<UInt8>) -> Bool {
    value.withUnsafeBytes { $0.allSatisfy { $0 > 0x20 && $0 != 0x7F || isWhiteSpace($0) } }
  }

  static func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let head = bytes.drop(while: isWhiteSpace)
    return head[..<(head.lastIndex { !isWhiteSpace($0) }.map { $0 + 1 } ?? head.startIndex)]
  }

  /// The items of a colon-separated value, white space around them dropped (§3.5 `h=`, §3.6.1 `s=`).
  static func items(_ value: ArraySlice<UInt8>) -> [String] {
    value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
      String(decoding: trimmed($0), as: UTF8.self)
    }
  }

  /// An unsigned decimal number of at most `digits` digits.
  static func number(_ value: ArraySlice<UInt8>, digits: Int) -> Int? {
    guard (1...digits).contains(value.count), value.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(String(decoding: value, as: UTF8.self))
  }
}
