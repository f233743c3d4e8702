/// The elements that are open at one point of the document (HTML § 13.2.4.2), as far as text and its style depend on them.
/// No tree is built. Each element knows the one below it of the same kind, so that an end tag finds what it ends at once.
struct OpenElements: Sendable {
  struct Entry: Sendable {
    let element: HTMLElement
    /// Of an element that is none of those known, what tells its name from others.
    let name: HTMLName
    let style: TextStyle
    let isBlock: Bool
    /// Inside SVG or MathML, and itself no part of HTML.
    let isForeign: Bool
    /// Index of the element of the same kind below, or −1.
    fileprivate let previousOfKind: Int
    /// Index of the topmost element at or below this one that end tags do not reach beyond, or −1.
    fileprivate let scope: Int
    /// The same for end tags of ordinary elements.
    fileprivate let special: Int
  }

  private(set) var entries: [Entry] = []
  /// Index of the topmost open element of each kind, or −1.
  private var topmost = [Int](repeating: -1, count: HTMLElement.allCases.count)
  /// Start tags beyond the depth limit that wait for their end.
  private var beyondLimit = 0
  private let rootStyle: TextStyle

  init(rootStyle: TextStyle) {
    self.rootStyle = rootStyle
  }

  var style: TextStyle { entries.last?.style ?? rootStyle }
  var top: HTMLElement { entries.last?.element ?? .other }
  var isInForeignContent: Bool { entries.last?.isForeign ?? false }
  var depth: Int { entries.count }

  func isOpen(_ element: HTMLElement) -> Bool { topmost[Int(element.rawValue)] >= 0 }

  mutating func push(_ element: HTMLElement, _ name: HTMLName, _ style: TextStyle, isBlock: Bool, isForeign: Bool) {
    guard entries.count < HTMLReader.depthLimit else { return beyondLimit += 1 }
    let index = entries.count
    let below = entries.last
    let traits = isForeign ? [] : element.traits
    entries.append(
      Entry(
        element: element, name: name, style: style, isBlock: isBlock, isForeign: isForeign,
        previousOfKind: topmost[Int(element.rawValue)],
        scope: traits.contains(.scope) ? index : below?.scope ?? -1,
        special: traits.contains(.special) ? index : below?.special ?? -1))
    topmost[Int(element.rawValue)] = index
  }

  /// Ends elements down to `index`, that one included. Whether one of them stood on lines of its own.
  private mutating func pop(to index: Int) -> Bool {
    var hadBlock = false
    while entries.count > index, let last = entries.popLast() {
      topmost[Int(last.element.rawValue)] = last.previousOfKind
      hadBlock = hadBlock || last.isBlock
    }
    return hadBlock
  }

  // MARK: End tags

  /// What an end tag ends. Whether a line ends with it.
  mutating func end(_ element: HTMLElement, _ name: HTMLName) -> Bool {
    if beyondLimit > 0 {
      beyondLimit -= 1
      return false
    }
    var index = topmost[Int(element.rawValue)]
    // Elements that are not known share one chain; one of them that is left open hides few others.
    var steps = 0
    while element == .other, index >= 0, entries[index].name != name, steps < OpenElements.unknownReach {
      index = entries[index].previousOfKind
      steps += 1
    }
    guard index >= 0, element != .other || entries[index].name == name, index >= barrier(to: element) else { return false }
    return pop(to: index)
  }

  /// Elements of no known kind that are looked through for the one that an end tag names.
  private static let unknownReach = 8

  private func barrier(to element: HTMLElement) -> Int {
    guard let last = entries.last else { return -1 }
    let traits = element.traits
    // A table, and what it is made of, is ended through anything inside.
    if traits.contains(.tableStructure) || traits.contains(.cell) || element == .caption {
      return element == .table ? -1 : topmost[Int(HTMLElement.table.rawValue)]
    }
    if traits.contains(.scope) { return -1 }
    // HTML § 13.2.6.4.7: formatting elements end through blocks, which then continue without them.
    if traits.contains(.special) || OpenElements.formatting.contains(element) { return last.scope }
    return last.special
  }

  private static let formatting: Set<HTMLElement> = [
    .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u,
  ]

  // MARK: Start tags that end what is open

  /// HTML § 13.2.6.4.7 and following: elements whose end tags are left out. Whether a line ends.
  mutating func makeRoom(for element: HTMLElement) -> Bool {
    guard !entries.isEmpty else { return false }
    var ended = false
    if isInForeignContent {
      guard element.traits.contains(.endsForeign) else { return false }
      ended = leaveForeignContent()
    }
    switch element {
    case .a: ended = end(nearest: .a, above: entries.last?.scope ?? -1) || ended
    case .li: ended = end(nearest: .li, above: max(topmostIndex(.ul), topmostIndex(.ol), entries.last?.scope ?? -1)) || ended
    case .dd, .dt:
      ended = end(nearest: .dd, above: max(topmostIndex(.dl), entries.last?.scope ?? -1)) || ended
      ended = end(nearest: .dt, above: max(topmostIndex(.dl), entries.last?.scope ?? -1)) || ended
    case .option, .optgroup: ended = end(nearest: .option, above: topmostIndex(.select)) || ended
    case .tr, .tbody, .thead, .tfoot: ended = endRow(for: element) || ended
    case .td, .th:
      let row = max(topmostIndex(.tr), topmostIndex(.table))
      ended = end(nearest: .td, above: row) || ended
      ended = end(nearest: .th, above: row) || ended
    default: break
    }
    if element.traits.contains(.closesParagraph) { ended = end(nearest: .p, above: entries.last?.scope ?? -1) || ended }
    return ended
  }

  private mutating func endRow(for element: HTMLElement) -> Bool {
    let table = topmostIndex(.table)
    var ended = end(nearest: .tr, above: table)
    guard element != .tr else { return ended }
    for group in [HTMLElement.tbody, .thead, .tfoot] { ended = end(nearest: group, above: table) || ended }
    return ended
  }

  private mutating func leaveForeignContent() -> Bool {
    var ended = false
    while isInForeignContent { ended = pop(to: entries.count - 1) || ended }
    return ended
  }

  private func topmostIndex(_ element: HTMLElement) -> Int { topmost[Int(element.rawValue)] }

  private mutating func end(nearest element: HTMLElement, above barrier: Int) -> Bool {
    let index = topmostIndex(element)
    return index > barrier ? pop(to: index) : false
  }
}
