/// A deflated run of zeros (RFC 1951 §3.2.6, fixed codes): one literal, then copies of the 258 octets before.
public enum PackedZeros {
  static func deflated(_ count: Int) -> [UInt8] {
    var bits = BitWriter()
    // The last block, of fixed codes; then the literal 0.
    bits.append([1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0])
    // Length 258 is symbol 285, 11000101; distance 1 is 00000.
    for _ in 0..<(count / 258) { bits.append([1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]) }
    bits.append([UInt8](repeating: 0, count: 7))
    return bits.bytes
  }

  /// A gzip file (RFC 1952) of about `count` zeros. Its checksum is not right: who looks at that has unpacked it all.
  public static func gzip(_ count: Int) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + deflated(count) + [UInt8](repeating: 0, count: 8)
  }

  private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private var count = 0

    mutating func append(_ bits: [UInt8]) {
      for bit in bits {
        if count % 8 == 0 { bytes.append(0) }
        bytes[count / 8] |= bit << UInt8(count % 8)
        count += 1
      }
    }
  }
}
