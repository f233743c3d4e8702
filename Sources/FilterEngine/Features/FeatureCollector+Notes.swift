import Classification

/// Features of form: a name and what was found.
extension FeatureCollector {
  mutating func note(_ name: StaticString) {
    add(FeatureHash(name).value, to: .form, named: "\(name)")
  }

  mutating func note(_ name: StaticString, if condition: Bool) {
    if condition { note(name) }
  }

  mutating func note(_ name: StaticString, _ value: some Sequence<UInt8>) {
    var hash = FeatureHash(name)
    hash.add(value)
    add(hash.value, to: .form, named: "\(name) \(String(decoding: Array(value), as: UTF8.self))")
  }

  mutating func note(_ name: StaticString, _ value: String) { note(name, value.utf8) }

  mutating func note(_ name: StaticString, number: Int) {
    var hash = FeatureHash(name)
    hash.add(number)
    add(hash.value, to: .form, named: "\(name) \(number)")
  }

  /// A count by its magnitude: 0, 1, 2–3, 4–7 … Every magnitude below is there too, so that more includes less.
  mutating func note(_ name: StaticString, atLeast count: Int) {
    for level in 0..<magnitude(count) { note(name, number: level) }
    if count <= 0 { note(name, number: -1) }
  }

  /// A count by its magnitude alone.
  mutating func note(_ name: StaticString, magnitudeOf count: Int) {
    note(name, number: magnitude(count))
  }

  /// A share of a whole in eighths.
  mutating func note(_ name: StaticString, share part: Int, of whole: Int) {
    guard whole > 0 else { return note(name, number: -1) }
    note(name, number: part <= 0 ? 0 : 1 + min(part, whole) * 8 / whole)
  }

  private func magnitude(_ count: Int) -> Int {
    Int.bitWidth - max(0, min(count, 1 << 20)).leadingZeroBitCount
  }
}
