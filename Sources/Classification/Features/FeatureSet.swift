/// The features of one message: for each view the slots that occur, each once, in the order in which they were found.
public struct FeatureSet: Sendable, Hashable {
  /// By `FeatureView.rawValue`; every slot is below `FeatureView.slotCount`.
  private var slots: [[UInt32]]

  public init() {
    slots = Array(repeating: [], count: FeatureView.allCases.count)
  }

  public internal(set) subscript(view: FeatureView) -> [UInt32] {
    get { slots[view.rawValue] }
    _modify { yield &slots[view.rawValue] }
  }

  public var count: Int { slots.reduce(0) { $0 + $1.count } }
}
