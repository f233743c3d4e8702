import Classification

/// Features that are a name and what was found.
extension FeatureCollector {
  mutating func note(_ view: FeatureView, _ name: StaticString) {
    add(FeatureHash(name).value, to: view)
  }

  mutating func note(_ view: FeatureView, _ name: StaticString, if condition: Bool) {
    if condition { note(view, name) }
  }

  mutating func note(_ view: FeatureView, _ name: StaticString, _ value: some Sequence<UInt8>) {
    var hash = FeatureHash(name)
    hash.add(value)
    add(hash.value, to: view)
  }

  mutating func note(_ view: FeatureView, _ name: StaticString, _ value: String) { note(view, name, value.utf8) }

  mutating func note(_ view: FeatureView, _ name: StaticString, number: Int) {
    var hash = FeatureHash(name)
    hash.add(number)
    add(hash.value, to: view)
  }

  /// A count by its magnitude: 0, 1, 2–3, 4–7 … Every magnitude below is there too, so that more includes less.
  mutating func note(_ view: FeatureView, _ name: StaticString, atLeast count: Int) {
    for level in 0..<magnitude(count) { note(view, name, number: level) }
    if count <= 0 { note(view, name, number: -1) }
  }

  /// A count by its magnitude alone.
  mutating func note(_ view: FeatureView, _ name: StaticString, magnitudeOf count: Int) {
    note(view, name, number: magnitude(count))
  }

  /// A share of a whole in eighths.
  mutating func note(_ view: FeatureView, _ name: StaticString, share part: Int, of whole: Int) {
    guard whole > 0 else { return note(view, name, number: -1) }
    note(view, name, number: part <= 0 ? 0 : 1 + min(part, whole) * 8 / whole)
  }

  private func magnitude(_ count: Int) -> Int {
    Int.bitWidth - max(0, min(count, 1 << 20)).leadingZeroBitCount
  }
}
