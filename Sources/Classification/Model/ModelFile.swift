/// The form of a model on disk and in the executable. All numbers are little-endian:
///
///     0   8  "MARTLET\n"
///     8   4  version
///     12  4  number of views
///     16  4  slots of each view
///     20  4  messages trained on
///     24  8  slope of the calibration        IEEE 754 double
///     32  8  intercept of the calibration    IEEE 754 double
///     40  8  checksum of everything from 64 on and of octets 8–39 (FNV-1a)
///     48  16 zero
///     64     for each view: trust (double), largest weight (float), 4 octets of zero
///     …      zero up to a multiple of 64
///     …      for each view its weights, an octet for each slot
public enum ModelFile {
  public static let version: UInt32 = 1
  static let magic = Array("MARTLET\n".utf8)
  static let headerSize = 64
  static let viewSize = 16
  static let checkedFields = 8..<40

  static var weightsOffset: Int {
    let end = headerSize + FeatureView.allCases.count * viewSize
    return (end + 63) / 64 * 64
  }

  /// Every model file has this many octets.
  public static var size: Int { weightsOffset + FeatureView.allCases.count * FeatureView.slotCount }

  /// FNV-1a over words of eight octets, which is as good against damage and eight times as fast; the length is a multiple.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ range: Range<Int>) {
      for offset in stride(from: range.lowerBound, to: range.upperBound - 7, by: 8) {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        sum = (sum ^ word) &* 0x0000_0100_0000_01B3
        sum ^= sum >> 29
      }
    }
    add(checkedFields)
    add(headerSize..<max(headerSize, bytes.count))
    return sum
  }
}
