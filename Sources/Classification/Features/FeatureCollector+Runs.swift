extension FeatureCollector {
  /// Adds each run of four bytes of a text, as `add` would one by one: three features of four are such runs. `name` gets the
  /// run, and is asked for as there.
  public mutating func add(
    fourByteRunsOf bytes: [UInt8], to view: FeatureView, named name: (ArraySlice<UInt8>) -> String
  ) {
    guard bytes.count >= 4 else { return }
    let slots = FeatureCollector.slots(ofRunsIn: bytes)
    if isNaming {
      for (start, slot) in slots.enumerated() {
        add(slot, to: view, named: name(bytes[start..<(start + 4)]))
      }
    } else {
      addNew(slots, to: view)
    }
  }

  /// The slots of all runs, in order.
  private static func slots(ofRunsIn bytes: [UInt8]) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: bytes.count - 3) { slots, count in
      var run: UInt32 = 0
      for (index, byte) in bytes.enumerated() {
        run = run << 8 | UInt32(byte)
        guard index >= 3 else { continue }
        slots[count] = FeatureHash.slot(UInt64(run))
        count += 1
      }
    }
  }
}
