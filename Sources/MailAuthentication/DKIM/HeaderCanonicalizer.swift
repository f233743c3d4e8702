/// Makes header fields comparable, one after the other (RFC 6376 §3.4.1 and §3.4.2).
struct HeaderCanonicalizer {
  /// A field to take: where its name stands, and all of it.
  struct Field {
    let name: Range<Int>
    let whole: Range<Int>
    /// What is left out of it.
    var omitted: Range<Int>?
    /// §3.7: nothing follows the signature field, not even its line end.
    var isLast = false
  }

  let algorithm: DKIMCanonicalization.Algorithm
  /// What was appended so far.
  private(set) var octets: [UInt8] = []

  init(_ algorithm: DKIMCanonicalization.Algorithm) { self.algorithm = algorithm }

  /// Appends `fields`, which stand in `bytes`.
  mutating func append(_ fields: [Field], of bytes: [UInt8]) {
    let algorithm = algorithm
    var count = octets.count
    // A field becomes longer only by a colon or a line end that it may not have had.
    let room = fields.reduce(RelaxedValue.slack) { $0 + $1.whole.count + 3 }
    octets.append(contentsOf: repeatElement(0, count: room))
    octets.withUnsafeMutableBytes { target in
      guard let base = target.baseAddress else { return }
      bytes.withUnsafeBytes { source in
        for field in fields { count += field.write(algorithm, of: source, to: base + count) }
      }
    }
    octets.removeLast(octets.count - count)
  }
}

extension HeaderCanonicalizer.Field {
  /// `bytes` are those that the field stands in; returns how many octets were written.
  fileprivate func write(
    _ algorithm: DKIMCanonicalization.Algorithm, of bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer
  ) -> Int {
    let end = endOfContent(bytes)
    let gap = (omitted ?? end..<end).clamped(to: whole.lowerBound..<end)
    var count = 0
    switch algorithm {
    case .simple:
      count += copy(bytes, whole.lowerBound..<gap.lowerBound, to: target)
      count += copy(bytes, gap.upperBound..<end, to: target + count)
    case .relaxed:
      count += writeName(bytes, to: target)
      var value = RelaxedValue(target + count)
      let colon = bytes[name.upperBound..<end].firstIndex(of: UInt8(ascii: ":")) ?? end
      let start = min(colon + 1, end)
      value.write(UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, gap.lowerBound)]))
      value.write(UnsafeRawBufferPointer(rebasing: bytes[max(start, gap.upperBound)..<end]))
      count += value.count
    }
    guard !isLast else { return count }
    (target + count).storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
    return count + 2
  }

  private func copy(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, to target: UnsafeMutableRawPointer) -> Int {
    guard let base = bytes.baseAddress, !range.isEmpty else { return 0 }
    target.copyMemory(from: base + range.lowerBound, byteCount: range.count)
    return range.count
  }

  /// §3.4.2: the name in lower case, and a colon without white space around it.
  private func writeName(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) -> Int {
    for (offset, byte) in bytes[name].enumerated() {
      target.storeBytes(of: FieldNames.lowercased(byte), toByteOffset: offset, as: UInt8.self)
    }
    target.storeBytes(of: UInt8(ascii: ":"), toByteOffset: name.count, as: UInt8.self)
    return name.count + 1
  }

  /// Without the last line end.
  private func endOfContent(_ bytes: UnsafeRawBufferPointer) -> Int {
    var end = whole.upperBound
    guard end > whole.lowerBound, bytes[end - 1] == 0x0A else { return end }
    end -= 1
    return end > whole.lowerBound && bytes[end - 1] == 0x0D ? end - 1 : end
  }
}
