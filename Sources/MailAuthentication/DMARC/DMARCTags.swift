/// The tags of a record (RFC 9989 §4.8): `name=value` between semicolons, blanks around each of the three.
struct DMARCTags {
  private var values: [String: ArraySlice<UInt8>] = [:]

  /// `nil` where the first tag is not the version (RFC 9989 §4.7 `v`): then it is no record at all.
  init?(_ text: [UInt8]) {
    let parts = text.split(separator: UInt8(ascii: ";"), maxSplits: .max, omittingEmptySubsequences: false)
    guard let (name, version) = parts.first.flatMap(DMARCTags.tag), name == "v", version.elementsEqual("DMARC1".utf8) else {
      return nil
    }
    for part in parts.dropFirst() {
      // RFC 9989 §4.8: what breaks the syntax is left out, and nothing else; so is a tag's second value.
      guard let (name, value) = DMARCTags.tag(part), values[name] == nil else { continue }
      values[name] = value
    }
  }

  subscript(_ name: String) -> ArraySlice<UInt8>? { values[name] }

  /// Words of the grammar do not depend on case (RFC 5234 §2.3).
  func word(_ name: String) -> String? { values[name].map { String(decoding: $0, as: UTF8.self).lowercased() } }

  private static func tag(_ part: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    guard let equals = part.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = trimmed(part[..<equals])
    let value = trimmed(part[(equals + 1)...])
    guard !name.isEmpty, name.allSatisfy(SPFTermReader.isLetter), value.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      return nil
    }
    return (String(decoding: name, as: UTF8.self).lowercased(), value)
  }

  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let head = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    return head[..<(head.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? head.startIndex)]
  }
}
