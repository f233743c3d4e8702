import Classification
import InternetMessage

/// Runs of four bytes of the message as it came, without the fields that no feature may come from.
enum ByteFeatures {
  /// Bytes looked at: where a message differs from others of its kind it does so early.
  static let byteLimit = 3500

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    collector.add(fourByteRunsOf: bytes(of: source), to: .bytes, named: name)
  }

  private static func bytes(of source: FeatureSource) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteLimit)
    let header = source.header
    for field in header.fields where !ForbiddenFields.contains(source.bytes[field.name]) {
      bytes.append(contentsOf: source.bytes[field.whole].prefix(byteLimit - bytes.count))
    }
    let start = min(header.bodyStart, source.bytes.count)
    bytes.append(contentsOf: source.bytes[start...].prefix(byteLimit - bytes.count))
    return bytes
  }

  static func name(_ run: ArraySlice<UInt8>) -> String {
    "\u{201C}" + String(decoding: run, as: UTF8.self) + "\u{201D}"
  }
}
