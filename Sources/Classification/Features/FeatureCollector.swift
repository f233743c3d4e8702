/// Collects the features of message after message. Keeps its memory between messages: 128 KiB for each view.
public struct FeatureCollector: Sendable {
  private var features = FeatureSet()
  private var seen: [UInt64]
  /// Names asked for, by view and slot; `nil` while features are collected.
  private var names: [FeatureName: String]?

  private struct FeatureName: Hashable {
    let view: FeatureView
    let slot: UInt32
  }

  public init() {
    seen = Array(repeating: 0, count: FeatureView.allCases.count * FeatureView.slotCount / 64)
  }

  /// Adds a feature by its hash. A feature counts once, however often it occurs. `name` says what it is, for people; it is
  /// asked for where `names(of:by:)` is looking for it, and nowhere else.
  @inline(__always)
  public mutating func add(_ hash: UInt64, to view: FeatureView, named name: @autoclosure () -> String) {
    add(FeatureHash.slot(hash), to: view, named: name())
  }

  /// Whether names are looked for.
  var isNaming: Bool { names != nil }

  @inline(__always)
  mutating func add(_ slot: UInt32, to view: FeatureView, named name: @autoclosure () -> String = "") {
    let position = view.rawValue << FeatureView.slotBits | Int(slot)
    let mask = UInt64(1) << UInt64(position & 63)
    if isNaming {
      // The slots whose names are asked for are marked; all others cost no more than this.
      guard seen[position >> 6] & mask != 0 else { return }
      return keep(FeatureName(view: view, slot: slot), name)
    }
    guard seen[position >> 6] & mask == 0 else { return }
    seen[position >> 6] |= mask
    features[view].append(slot)
  }

  /// Adds those of the slots that are not there yet, in order. Every other one is, which no processor foresees: so each is
  /// written, and counted if it is new.
  mutating func addNew(_ slots: [UInt32], to view: FeatureView) {
    let base = view.rawValue << FeatureView.slotBits
    let added = seen.withUnsafeMutableBufferPointer { seen in
      [UInt32](unsafeUninitializedCapacity: slots.count) { added, count in
        for slot in slots {
          let position = base | Int(slot)
          let word = seen[position >> 6]
          let bit = UInt64(position & 63)
          added[count] = slot
          count += Int(~(word >> bit) & 1)
          seen[position >> 6] = word | 1 << bit
        }
      }
    }
    features[view].append(contentsOf: added)
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

  /// What features are called, found by collecting the same message again; "" for one that `collect` does not add. Of two
  /// features with one slot the first in the message is named.
  public mutating func names(
    of contributions: [SpamModel.Contribution], by collect: (inout FeatureCollector) -> Void
  ) -> [String] {
    for contribution in contributions { add(contribution.slot, to: contribution.view) }
    names = Dictionary(contributions.map { (FeatureName(view: $0.view, slot: $0.slot), "") }) { first, _ in first }
    collect(&self)
    let found = names ?? [:]
    names = nil
    _ = finish()
    return contributions.map { found[FeatureName(view: $0.view, slot: $0.slot)] ?? "" }
  }

  private mutating func keep(_ key: FeatureName, _ name: () -> String) {
    if let known = names?[key], known.isEmpty { names?[key] = name() }
  }
}
