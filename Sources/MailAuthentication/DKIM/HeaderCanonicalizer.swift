/// Makes one header field comparable (RFC 6376 §3.4.1 and §3.4.2).
struct HeaderCanonicalizer {
  let algorithm: DKIMCanonicalization.Algorithm

  /// Appends the field whose name, and whole octets, stand at those ranges of `bytes`, without the octets of `omitted`, and
  /// with a CRLF at its end unless it `isLast` (§3.7: nothing follows the signature field).
  func append(
    _ name: Range<Int>, _ whole: Range<Int>, of bytes: [UInt8], omitting omitted: Range<Int>? = nil, isLast: Bool = false,
    to result: inout [UInt8]
  ) {
    let end = HeaderCanonicalizer.withoutLineEnd(bytes, whole)
    let gap = (omitted ?? end..<end).clamped(to: whole.lowerBound..<end)
    switch algorithm {
    case .simple:
      result.append(contentsOf: bytes[whole.lowerBound..<gap.lowerBound])
      result.append(contentsOf: bytes[gap.upperBound..<end])
    case .relaxed:
      appendRelaxed(name, valueEnd: end, gap, of: bytes, to: &result)
    }
    if !isLast { result += [0x0D, 0x0A] }
  }

  /// §3.4.2: the name in lower case, the value unfolded, one space for any white space, none at either end.
  private func appendRelaxed(
    _ name: Range<Int>, valueEnd end: Int, _ gap: Range<Int>, of bytes: [UInt8], to result: inout [UInt8]
  ) {
    for byte in bytes[name] { result.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
    result.append(UInt8(ascii: ":"))
    let colon = bytes[name.upperBound..<end].firstIndex(of: UInt8(ascii: ":")) ?? end
    let start = result.count
    var holdsSpace = false
    for index in min(colon + 1, end)..<end where !gap.contains(index) {
      let byte = bytes[index]
      if byte == 0x20 || byte == 0x09 {
        holdsSpace = true
      } else if !isLineEnd(bytes, index) {
        if holdsSpace, result.count > start { result.append(0x20) }
        holdsSpace = false
        result.append(byte)
      }
    }
  }

  /// True for both octets of a CRLF, which only folds can hold here.
  private func isLineEnd(_ bytes: [UInt8], _ index: Int) -> Bool {
    switch bytes[index] {
    case 0x0D: index + 1 < bytes.count && bytes[index + 1] == 0x0A
    case 0x0A: index > 0 && bytes[index - 1] == 0x0D
    default: false
    }
  }

  private static func withoutLineEnd(_ bytes: [UInt8], _ whole: Range<Int>) -> Int {
    var end = whole.upperBound
    guard end > whole.lowerBound, bytes[end - 1] == 0x0A else { return end }
    end -= 1
    return end > whole.lowerBound && bytes[end - 1] == 0x0D ? end - 1 : end
  }
}
