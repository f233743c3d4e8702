extension SpamModel {
  /// Reads a model file. Nothing in it is believed before it is checked, and nothing is copied.
  public init(reading bytes: ModelBytes) throws(ModelFileError) {
    let header = ModelHeader(bytes)
    guard let header, header.hasMagic else { throw .notAModel }
    guard header.version == ModelFile.version else { throw .version(header.version) }
    guard header.viewCount == FeatureView.allCases.count, header.slotCount == FeatureView.slotCount else { throw .shape }
    guard bytes.count == ModelFile.size else { throw .size(expected: ModelFile.size, found: bytes.count) }
    guard bytes.withBytes({ ModelFile.checksum($0) }) == header.checksum else { throw .checksum }
    guard header.slope.isFinite, header.slope >= Calibration.leastSlope else { throw .number("slope") }
    guard header.intercept.isFinite else { throw .number("intercept") }
    var views: [ViewWeights] = []
    for view in FeatureView.allCases { views.append(try SpamModel.view(view.rawValue, in: bytes)) }
    self.init(
      views: views, calibration: Calibration(slope: header.slope, intercept: header.intercept), messages: header.messages)
  }

  private static func view(_ index: Int, in bytes: ModelBytes) throws(ModelFileError) -> ViewWeights {
    let offset = ModelFile.headerSize + index * ModelFile.viewSize
    let (trust, largest) = bytes.withBytes { bytes in
      (Double(bitPattern: bytes.number(at: offset)), Float(bitPattern: bytes.number(at: offset + 8)))
    }
    guard trust.isFinite, abs(trust) <= 1e6 else { throw .number("trust") }
    guard largest.isFinite, largest >= 0, largest <= 1e6 else { throw .number("largest weight") }
    let start = ModelFile.weightsOffset + index * FeatureView.slotCount
    guard let octets = bytes.slice(from: start, count: FeatureView.slotCount) else {
      throw .size(expected: ModelFile.size, found: bytes.count)
    }
    return ViewWeights(trust: trust, largest: largest, octets: octets)
  }
}

/// The first octets of a model file.
private struct ModelHeader {
  let hasMagic: Bool
  let version: UInt32
  let viewCount: Int
  let slotCount: Int
  let messages: Int
  let slope: Double
  let intercept: Double
  let checksum: UInt64

  /// `nil` for fewer octets than a header has.
  init?(_ bytes: ModelBytes) {
    guard bytes.count >= ModelFile.headerSize else { return nil }
    self = bytes.withBytes { ModelHeader($0) }
  }

  private init(_ bytes: UnsafeRawBufferPointer) {
    hasMagic = bytes.starts(with: ModelFile.magic)
    version = bytes.number(at: 8)
    viewCount = Int(bytes.number(at: 12) as UInt32)
    slotCount = Int(bytes.number(at: 16) as UInt32)
    messages = Int(bytes.number(at: 20) as UInt32)
    slope = Double(bitPattern: bytes.number(at: 24))
    intercept = Double(bitPattern: bytes.number(at: 32))
    checksum = bytes.number(at: 40)
  }
}

extension UnsafeRawBufferPointer {
  /// A little-endian number; the caller has checked that it is there.
  fileprivate func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
    Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}
