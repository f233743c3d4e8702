/// The weights of one view, an octet each. Steps are fine near zero, where most weights are, and coarse far from it: the
/// octet q, signed, stands for `largest · |q| q / 127²`.
struct ViewWeights: Sendable {
  /// The fusion's weight of this view.
  let trust: Double
  /// The magnitude of the octet ±127.
  let largest: Float
  let octets: ModelBytes

  init(trust: Double, largest: Float, octets: ModelBytes) {
    self.trust = trust
    self.largest = largest
    self.octets = octets
  }

  init(quantizing weights: [Float], trust: Double) {
    var largest: Float = 0
    for slot in weights.indices where abs(weights[slot]) > largest { largest = abs(weights[slot]) }
    var octets = [UInt8](repeating: 0, count: weights.count)
    for slot in weights.indices where weights[slot] != 0 {
      let level = (abs(weights[slot]) / largest).squareRoot() * 127
      let rounded = Int8(min(max(level.rounded(), 0), 127))
      octets[slot] = UInt8(bitPattern: weights[slot] < 0 ? -rounded : rounded)
    }
    self.init(trust: trust, largest: largest, octets: ModelBytes(octets))
  }

  /// The logit of the view; 0 for a message without features.
  func logit(_ slots: [UInt32]) -> Float {
    guard !slots.isEmpty else { return 0 }
    var sum: Int32 = 0
    octets.withBytes { bytes in
      for slot in slots { sum &+= level(bytes[Int(slot)]) }
    }
    return Float(sum) * unit / Float(slots.count).squareRoot()
  }

  /// Calls `body` with each of the slots and its weight.
  @inline(__always)
  func forEach(_ slots: [UInt32], _ body: (UInt32, Float) -> Void) {
    let unit = unit
    octets.withBytes { bytes in
      for slot in slots { body(slot, Float(level(bytes[Int(slot)])) * unit) }
    }
  }

  private var unit: Float { largest / (127 * 127) }

  /// A sum of them is exact: 2¹⁶ slots of the largest fit.
  @inline(__always)
  private func level(_ octet: UInt8) -> Int32 {
    let value = Int32(Int8(bitPattern: octet))
    return value < 0 ? -(value * value) : value * value
  }
}
