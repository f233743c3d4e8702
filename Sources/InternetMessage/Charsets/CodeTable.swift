/// The characters of all codes of two octets in a character set, as ICU maps them.
struct CodeTable: Sendable {
  private let leads: ClosedRange<UInt8>
  private let trails: ClosedRange<UInt8>
  /// By lead, then trail; 0 where there is no character.
  private let scalars: [UInt32]

  /// `prefix` stands before the two octets, as single shifts do. `changes` replace what ICU says. Without
  /// `hasPrivateUse` codes of the private area are none.
  init(
    _ converter: String, prefix: [UInt8] = [], leads: ClosedRange<UInt8>, trails: ClosedRange<UInt8>,
    hasPrivateUse: Bool = true, changes: [UInt16: UInt32] = [:]
  ) {
    self.leads = leads
    self.trails = trails
    guard let icu = ICUConverter(converter, isStrict: true) else {
      scalars = []
      return
    }
    var scalars: [UInt32] = []
    for lead in leads {
      for trail in trails {
        let code = UInt16(lead) << 8 | UInt16(trail)
        let scalar = changes[code] ?? icu.scalar(prefix + [lead, trail]) ?? 0
        scalars.append((0xE000..<0xF900).contains(scalar) && !hasPrivateUse ? 0 : scalar)
      }
    }
    self.scalars = scalars
  }

  /// `nil` where there is no character.
  @inline(__always)
  func scalar(_ lead: UInt8, _ trail: UInt8) -> UInt32? {
    guard leads.contains(lead), trails.contains(trail) else { return nil }
    let index = Int(lead - leads.lowerBound) * trails.count + Int(trail - trails.lowerBound)
    guard index < scalars.count, scalars[index] != 0 else { return nil }
    return scalars[index]
  }
}
