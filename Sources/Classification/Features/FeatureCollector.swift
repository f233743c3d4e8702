/// Collects the features of message after message. Keeps its memory between messages: 64 KiB of it for each view.
public struct FeatureCollector: Sendable {
  private var features = FeatureSet()
  private var seen: [UInt64]

  public init() {
    seen = Array(repeating: 0, count: FeatureView.allCases.count * FeatureView.slotCount / 64)
  }

  /// Adds a feature by its hash. A feature counts once, however often it occurs.
  @inline(__always)
  public mutating func add(_ hash: UInt64, to view: FeatureView) {
    let slot = FeatureHash.slot(hash)
    let position = view.rawValue << FeatureView.slotBits | Int(slot)
    let mask = UInt64(1) << UInt64(position & 63)
    guard seen[position >> 6] & mask == 0 else { return }
    seen[position >> 6] |= mask
    features[view].append(slot)
  }

  /// The features since the last call.
  public mutating func finish() -> FeatureSet {
    let result = features
    for view in FeatureView.allCases {
      for slot in result[view] { seen[(view.rawValue << FeatureView.slotBits | Int(slot)) >> 6] = 0 }
    }
    features = FeatureSet()
    return result
  }
}
