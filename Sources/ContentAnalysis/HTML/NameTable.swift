/// Values by names that are known beforehand, found by the name's own hash in a step or two. For names that come from outside
/// a dictionary is the place: this hash can be forced.
struct NameTable<Value: Sendable>: Sendable {
  private let slots: [(name: HTMLName, value: Value)?]

  init(_ values: [(HTMLName, Value)]) {
    // At least four places for each name, so that probes are short.
    var count = 4
    while count < 4 * values.count { count *= 2 }
    var slots = [(name: HTMLName, value: Value)?](repeating: nil, count: count)
    for (name, value) in values {
      var slot = name.slot & (count - 1)
      while slots[slot] != nil { slot = (slot + 1) & (count - 1) }
      slots[slot] = (name, value)
    }
    self.slots = slots
  }

  subscript(_ name: HTMLName) -> Value? {
    var slot = name.slot & (slots.count - 1)
    while let entry = slots[slot] {
      if entry.name == name { return entry.value }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}

extension NameTable<Void> {
  /// A set of names.
  init(names: [StaticString]) {
    self.init(names.map { (HTMLName($0), ()) })
  }

  func contains(_ name: HTMLName) -> Bool { self[name] != nil }
}
