/// What some CSS says that bears on whether a text is seen: properties that are set, and their values.
struct StyleChange: Sendable {
  /// Properties reduced to yes or no.
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt16

    static let notDisplayed = Flags(rawValue: 1 << 0)
    static let block = Flags(rawValue: 1 << 1)
    static let invisible = Flags(rawValue: 1 << 2)
    static let transparent = Flags(rawValue: 1 << 3)
    static let tinyFont = Flags(rawValue: 1 << 4)
    static let cutOff = Flags(rawValue: 1 << 5)
    static let noHeight = Flags(rawValue: 1 << 6)
    static let noWidth = Flags(rawValue: 1 << 7)
    static let positioned = Flags(rawValue: 1 << 8)
    static let farOffset = Flags(rawValue: 1 << 9)
    static let farIndent = Flags(rawValue: 1 << 10)
    static let clipped = Flags(rawValue: 1 << 11)
    static let preformatted = Flags(rawValue: 1 << 12)
    static let colour = Flags(rawValue: 1 << 13)
    static let background = Flags(rawValue: 1 << 14)
    /// A background that is fetched from elsewhere.
    static let remoteImage = Flags(rawValue: 1 << 15)
  }

  /// Properties that are set at all.
  private var decided: Flags = []
  private var values: Flags = []
  /// Properties set with `!important`.
  private var important: Flags = []
  private(set) var colour = CSSColour.black
  private(set) var background = CSSColour.transparent

  var isEmpty: Bool { decided.isEmpty }

  mutating func set(_ flag: Flags, to value: Bool, isImportant: Bool) {
    guard isImportant || !important.contains(flag) else { return }
    decided.insert(flag)
    if value { values.insert(flag) } else { values.remove(flag) }
    if isImportant { important.insert(flag) }
  }

  mutating func setColour(_ colour: CSSColour, isImportant: Bool) {
    guard isImportant || !important.contains(.colour) else { return }
    set(.colour, to: true, isImportant: isImportant)
    self.colour = colour
  }

  mutating func setBackground(_ colour: CSSColour, isImportant: Bool) {
    guard isImportant || !important.contains(.background) else { return }
    set(.background, to: true, isImportant: isImportant)
    background = colour
  }

  /// Lays a later or more specific change over this one.
  mutating func apply(_ later: StyleChange) {
    let taken = later.decided.subtracting(important.subtracting(later.important))
    decided.formUnion(taken)
    values = values.subtracting(taken).union(later.values.intersection(taken))
    important.formUnion(later.important)
    if taken.contains(.colour) { colour = later.colour }
    if taken.contains(.background) { background = later.background }
  }

  func decides(_ flag: Flags) -> Bool { decided.contains(flag) }

  func says(_ flag: Flags) -> Bool { values.contains(flag) }
}
