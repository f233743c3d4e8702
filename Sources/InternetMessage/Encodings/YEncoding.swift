/// yEnc (draft 1.3 of 2002, which all readers follow): octets moved by 42, with four of them escaped.
enum YEncoding {
  /// The octets between `=ybegin` and `=yend`, which may be there or not. At most `limit`.
  static func decode(_ bytes: ArraySlice<UInt8>, limit: Int = .max) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(min(bytes.count, limit))
    var lines = LineReader(bytes)
    while result.count < limit, let line = lines.next() {
      if line.starts(with: "=ybegin ".utf8) || line.starts(with: "=ypart ".utf8) { continue }
      if line.starts(with: "=yend".utf8) { break }
      append(line, to: &result)
    }
    return result.count > limit ? Array(result.prefix(limit)) : result
  }

  private static func append(_ line: ArraySlice<UInt8>, to result: inout [UInt8]) {
    var isEscaped = false
    for byte in line {
      if !isEscaped, byte == UInt8(ascii: "=") {
        isEscaped = true
      } else {
        result.append(byte &- (isEscaped ? 106 : 42))
        isEscaped = false
      }
    }
  }
}
