/// uuencode (POSIX.1-2017, `uuencode`), which has no RFC and still comes in text bodies.
enum UUEncoding {
  /// Octets a line can announce: a length of one character.
  private static let lineOctets = 45

  /// The octets of the lines, up to `end`; a `begin` line before them is passed over. Lines that lost trailing blanks on the
  /// way are filled up. At most `limit` octets.
  static func decode(_ bytes: ArraySlice<UInt8>, limit: Int = .max) -> [UInt8] {
    var result: [UInt8] = []
    var lines = LineReader(bytes)
    var isFirst = true
    while result.count < limit, let line = lines.next() {
      if isFirst, FileMark(line)?.encoding == .uuencode { continue }
      isFirst = false
      if line.elementsEqual("end".utf8) { break }
      append(line, to: &result)
    }
    return result.count > limit ? Array(result.prefix(limit)) : result
  }

  /// True for a line of data: as many characters as its length asks for, give or take what transport does to blanks.
  static func isData(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, (0x20...0x60).contains(first), line.allSatisfy({ (0x20...0x60).contains($0) }) else {
      return false
    }
    let octets = Int(value(first))
    let characters = (octets + 2) / 3 * 4
    return octets <= lineOctets && line.count - 1 <= characters + 2 && (octets == 0 || line.count > 1)
  }

  private static func append(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) {
    guard let first = line.first else { return }
    let end = result.count + Int(value(first))
    var index = line.startIndex + 1
    while result.count < end {
      var bits: UInt32 = 0
      for position in index..<(index + 4) {
        bits = bits << 6 | UInt32(position < line.endIndex ? value(line[position]) : 0)
      }
      index += 4
      result.append(UInt8(truncatingIfNeeded: bits >> 16))
      result.append(UInt8(truncatingIfNeeded: bits >> 8))
      result.append(UInt8(truncatingIfNeeded: bits))
    }
    result.removeLast(result.count - end)
  }

  private static func value(_ byte: UInt8) -> UInt8 { (byte &- 0x20) & 0x3F }
}
