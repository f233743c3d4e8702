/// Where in an encoded body an octet of the decoded text stands: between two octets, or inside a group of base64.
public struct EncodedPlace: Hashable, Sendable {
  /// Empty between two octets; else the group.
  public let range: Range<Int>
  /// What the group holds before the place, and from it on: at most two octets each.
  public let before: [UInt8]
  public let after: [UInt8]

  init(_ range: Range<Int>, before: [UInt8] = [], after: [UInt8] = []) {
    self.range = range
    self.before = before
    self.after = after
  }
}

extension Part.TransferEncoding {
  /// The place before the octet number `offset` of what `body` decodes to. `nil` where the body is not written strictly enough
  /// for all readers to agree, ends before, or has an encoding that nothing is written in.
  public func place(of offset: Int, in body: ArraySlice<UInt8>) -> EncodedPlace? {
    switch self {
    case .identity:
      guard offset <= body.count else { return nil }
      return EncodedPlace(body.startIndex + offset..<body.startIndex + offset)
    case .quotedPrintable: return QuotedPrintable.place(of: offset, in: body)
    case .base64: return Base64.place(of: offset, in: body)
    case .uuencode, .yEnc: return nil
    }
  }
}

extension QuotedPrintable {
  fileprivate static func place(of offset: Int, in body: ArraySlice<UInt8>) -> EncodedPlace? {
    var index = body.startIndex
    var decoded = 0
    while decoded < offset, index < body.endIndex {
      if body[index] != UInt8(ascii: "=") {
        index += 1
        decoded += 1
      } else if hexPair(body, at: index + 1) != nil {
        index += 3
        decoded += 1
      } else if let next = softBreak(body, at: index + 1) {
        index = next
      } else {
        return nil
      }
    }
    return decoded == offset ? EncodedPlace(index..<index) : nil
  }
}

extension Base64 {
  fileprivate static func place(of offset: Int, in body: ArraySlice<UInt8>) -> EncodedPlace? {
    let wanted = offset / 3
    var index = body.startIndex
    for _ in 0..<wanted {
      // Padding inside the data ends it for some readers.
      guard let group = group(body, from: index), group.octets.count == 3 else { return nil }
      index = group.range.upperBound
    }
    let start = skippingLineEnds(body, from: index)
    guard offset % 3 != 0 else { return EncodedPlace(start..<start) }
    guard let group = group(body, from: index), group.octets.count >= offset % 3 else { return nil }
    return EncodedPlace(
      group.range, before: Array(group.octets.prefix(offset % 3)), after: Array(group.octets.dropFirst(offset % 3)))
  }

  /// The next four characters, which line ends may part, and the octets they hold.
  private static func group(_ body: ArraySlice<UInt8>, from start: Int) -> (range: Range<Int>, octets: [UInt8])? {
    let first = skippingLineEnds(body, from: start)
    var characters: [UInt8] = []
    var index = first
    while characters.count < 4, index < body.endIndex {
      characters.append(body[index])
      index = characters.count < 4 ? skippingLineEnds(body, from: index + 1) : index + 1
    }
    guard characters.count == 4, let octets = octets(of: characters) else { return nil }
    return (first..<index, octets)
  }

  /// `nil` for what is no group: another character, or padding elsewhere than at its end.
  private static func octets(of characters: [UInt8]) -> [UInt8]? {
    let data = characters.prefix { $0 != UInt8(ascii: "=") }
    guard data.count >= 2, characters.dropFirst(data.count).allSatisfy({ $0 == UInt8(ascii: "=") }) else { return nil }
    let octets = decode(data)
    // Canonical: what the writer makes of the octets is what stands here.
    return encoded(octets[...]) == characters ? octets : nil
  }

  private static func skippingLineEnds(_ body: ArraySlice<UInt8>, from start: Int) -> Int {
    var index = start
    while index < body.endIndex, body[index] == 0x0D || body[index] == 0x0A { index += 1 }
    return index
  }
}
