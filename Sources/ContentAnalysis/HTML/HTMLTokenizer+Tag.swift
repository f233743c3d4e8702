/// The states inside a tag (HTML § 13.2.5.8 and 13.2.5.32 to 13.2.5.40).
extension HTMLTokenizer {
  /// Reads a tag whose name begins at `index`. False at the end of the file, where what there is of it comes to nothing.
  mutating func readTag() -> Bool {
    let start = index
    while index < end, !bytes[index].endsTagName { index += 1 }
    tag.begin(name: start..<index)
    while index < end {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: ">"):
        index += 1
        return true
      case UInt8(ascii: "/"):
        index += 1
        if index < end, bytes[index] == UInt8(ascii: ">") { tag.isSelfClosing = true }
      case _ where byte.isHTMLSpace:
        index += 1
      default:
        readAttribute()
      }
    }
    defects.insert(.unfinished)
    return false
  }

  /// Reads a name, and a value where an equals sign follows.
  private mutating func readAttribute() {
    let start = index
    // An equals sign in front is part of the name.
    index += 1
    while index < end, !bytes[index].endsTagName, bytes[index] != UInt8(ascii: "=") { index += 1 }
    let name = start..<index
    skipSpace()
    guard index < end, bytes[index] == UInt8(ascii: "=") else {
      add(HTMLAttribute(name: name, value: name.upperBound..<name.upperBound))
      return
    }
    index += 1
    skipSpace()
    add(HTMLAttribute(name: name, value: readValue()))
  }

  private mutating func readValue() -> Range<Int> {
    guard index < end else { return end..<end }
    let quote = bytes[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      let start = index
      while index < end, !bytes[index].isHTMLSpace, bytes[index] != UInt8(ascii: ">") { index += 1 }
      return start..<index
    }
    let start = index + 1
    let stop = source.firstIndex(of: quote, from: start, until: end)
    index = min((stop ?? end) + 1, end)
    return start..<(stop ?? end)
  }

  private mutating func skipSpace() {
    while index < end, bytes[index].isHTMLSpace { index += 1 }
  }

  private mutating func add(_ attribute: HTMLAttribute) {
    guard tag.attributes.count < HTMLTokenizer.attributeLimit else {
      defects.insert(.tooManyAttributes)
      return
    }
    tag.attributes.append(attribute)
  }
}

extension UInt8 {
  /// White space, `/` and `>`.
  fileprivate var endsTagName: Bool { isHTMLSpace || self == UInt8(ascii: "/") || self == UInt8(ascii: ">") }
}
