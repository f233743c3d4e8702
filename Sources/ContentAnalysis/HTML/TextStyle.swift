/// How text is shown inside an element: what it inherits.
struct TextStyle: Sendable {
  /// Nothing inside can be seen, whatever its own style.
  private(set) var hidden: HiddenReason?
  private var isInvisible = false
  private var isTiny = false
  private var colour = CSSColour.black
  private(set) var background: CSSColour
  private(set) var isPreformatted = false
  /// Why text is not seen; `nil` where it is.
  private(set) var reason: HiddenReason?

  init(background: CSSColour = .white, hidden: HiddenReason? = nil) {
    self.background = background
    self.hidden = hidden
    reason = hidden
  }

  mutating func hide(_ reason: HiddenReason) {
    if hidden == nil { hidden = reason }
    update()
  }

  mutating func setPreformatted() { isPreformatted = true }

  mutating func setColour(_ colour: CSSColour) {
    self.colour = colour
    update()
  }

  mutating func setBackground(_ colour: CSSColour) {
    if colour != .transparent { background = colour }
    update()
  }

  mutating func apply(_ change: StyleChange) {
    if change.decides(.invisible) { isInvisible = change.says(.invisible) }
    if change.decides(.tinyFont) { isTiny = change.says(.tinyFont) }
    if change.decides(.preformatted) { isPreformatted = change.says(.preformatted) }
    if change.decides(.colour) {
      // Text of no colour has that of what is below it.
      colour = change.colour == .transparent ? background : change.colour
    }
    if change.decides(.background), change.background != .transparent { background = change.background }
    if hidden == nil { hidden = TextStyle.hiding(change) }
    update()
  }

  private mutating func update() {
    reason =
      hidden ?? (isInvisible ? .invisible : isTiny ? .tinyFont : colour.isIndistinct(from: background) ? .sameColour : nil)
  }

  /// What no element inside can undo.
  private static func hiding(_ change: StyleChange) -> HiddenReason? {
    if change.says(.notDisplayed) { return .notDisplayed }
    if change.says(.transparent) { return .transparent }
    if change.says(.cutOff), change.says(.noHeight) || change.says(.noWidth) { return .emptyBox }
    if change.says(.clipped) { return .emptyBox }
    if change.says(.positioned), change.says(.farOffset) { return .offScreen }
    return change.says(.farIndent) ? .offScreen : nil
  }
}
