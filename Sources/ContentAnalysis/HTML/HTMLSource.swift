/// The octets of an HTML document, and what ranges of them mean.
public struct HTMLSource: Sendable {
  public let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The name at `range`.
  public func name(_ range: Range<Int>) -> HTMLName {
    HTMLName(bytes[range])
  }

  /// The text of a name, in lower case.
  public func nameText(_ range: Range<Int>) -> [UInt8] {
    plain(range).map { $0.lowercased }
  }

  /// An attribute's value: references decoded, line endings made one, NUL replaced.
  public func value(_ range: Range<Int>) -> [UInt8] {
    decoded(range, hasReferences: true)
  }

  /// A comment or name: as `value`, without references.
  public func plain(_ range: Range<Int>) -> [UInt8] {
    decoded(range, hasReferences: false)
  }

  private func decoded(_ range: Range<Int>, hasReferences: Bool) -> [UInt8] {
    guard bytes[range].contains(where: { $0 == UInt8(ascii: "&") || $0 == 0x0D || $0 == 0 }) else { return Array(bytes[range]) }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == 0x0D {
        text.append(0x0A)
        index += index + 1 < range.upperBound && bytes[index + 1] == 0x0A ? 2 : 1
      } else if byte == UInt8(ascii: "&"), hasReferences,
        let reference = HTMLReference(bytes, at: index, until: range.upperBound, isAttribute: true)
      {
        text.append(codePoint: reference.first)
        if reference.second != 0 { text.append(codePoint: reference.second) }
        index = reference.end
      } else {
        if byte == 0 { text.append(codePoint: 0xFFFD) } else { text.append(byte) }
        index += 1
      }
    }
    return text
  }

  // MARK: Looking

  func firstIndex(of byte: UInt8, from start: Int, until end: Int) -> Int? {
    var index = start
    while index < end {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  /// Whether `text`, which is in lower case, stands at `start`, in either case.
  func matches(_ text: StaticString, at start: Int, until end: Int) -> Bool {
    matches(text, at: start, until: end) { $0.lowercased }
  }

  func matchesExactly(_ text: StaticString, at start: Int, until end: Int) -> Bool {
    matches(text, at: start, until: end) { $0 }
  }

  private func matches(_ text: StaticString, at start: Int, until end: Int, fold: (UInt8) -> UInt8) -> Bool {
    guard text.utf8CodeUnitCount <= end - start else { return false }
    return text.withUTF8Buffer { text in
      var index = start
      for expected in text {
        if fold(bytes[index]) != expected { return false }
        index += 1
      }
      return true
    }
  }

  /// Whether `</name` stands at `start` and what follows ends the name.
  func isEndTag(of name: HTMLName, at start: Int, until end: Int) -> Bool {
    guard start + 2 < end, bytes[start + 1] == UInt8(ascii: "/"), bytes[start + 2].isASCIILetter else { return false }
    var stop = start + 2
    while stop < end, stop - start - 2 <= HTMLName.longest, !endsName(at: stop, until: end) { stop += 1 }
    return endsName(at: stop, until: end) && self.name(start + 2..<stop) == name
  }

  func endsName(at index: Int, until end: Int) -> Bool {
    index < end && (bytes[index].isHTMLSpace || bytes[index] == UInt8(ascii: "/") || bytes[index] == UInt8(ascii: ">"))
  }
}
