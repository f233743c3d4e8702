extension SpamModel {
  /// The model as a file: the same model gives the same octets.
  public var file: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(ModelFile.size)
    bytes += ModelFile.magic
    bytes.append(ModelFile.version)
    bytes.append(UInt32(views.count))
    bytes.append(UInt32(FeatureView.slotCount))
    bytes.append(UInt32(clamping: messages))
    bytes.append(calibration.slope.bitPattern)
    bytes.append(calibration.intercept.bitPattern)
    bytes += Array(repeating: 0, count: ModelFile.headerSize - bytes.count)
    for view in views {
      bytes.append(view.trust.bitPattern)
      bytes.append(view.largest.bitPattern)
      bytes.append(UInt32(0))
    }
    bytes += Array(repeating: 0, count: ModelFile.weightsOffset - bytes.count)
    for view in views { view.octets.withBytes { bytes.append(contentsOf: $0) } }
    let checksum = bytes.withUnsafeBytes { ModelFile.checksum($0) }
    for index in 0..<8 { bytes[40 + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index)) }
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ number: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
