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
    let largest = weights.reduce(0) { max($0, abs($1)) }
    let octets = weights.map { weight -> UInt8 in
      guard largest > 0 else { return 0 }
      let magnitude = (abs(weight) / largest).squareRoot() * 127
      let level = Int8(min(max(magnitude.rounded(), 0), 127))
      return UInt8(bitPattern: weight < 0 ? -level : level)
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

  /// The weight of one slot.
  func weight(_ slot: UInt32) -> Float {
    octets.withBytes { Float(level($0[Int(slot)])) } * unit
  }

  private var unit: Float { largest / (127 * 127) }

  /// A sum of them is exact: 2¹⁶ slots of the largest fit.
  @inline(__always)
  private func level(_ octet: UInt8) -> Int32 {
    let value = Int32(Int8(bitPattern: octet))
    return value < 0 ? -(value * value) : value * value
  }
}
