/// The rules of `<style>` elements whose selectors are one element, class or identifier. What applies to some media only, or
/// depends on where an element stands, is passed over: nobody can tell without a window.
struct StyleSheet: Sendable {
  /// Rules kept. Newsletters have a few hundred.
  static let ruleLimit = 2048

  private var elements: [HTMLName: StyleChange] = [:]
  private var classes: [HTMLName: StyleChange] = [:]
  private var identifiers: [HTMLName: StyleChange] = [:]
  private var ruleCount = 0

  /// A rule that was passed over sets backgrounds: where none is stated, nobody can tell what a text stands on.
  private(set) var hasUncertainBackgrounds = false

  var isEmpty: Bool { ruleCount == 0 }

  /// The style of an element by its name, classes and identifier, from the least specific to the most.
  func style(element: HTMLName, classes names: ArraySlice<UInt8>, identifier: ArraySlice<UInt8>) -> StyleChange {
    var style = elements[element] ?? StyleChange()
    if !classes.isEmpty {
      for name in names.split(whereSeparator: { $0.isHTMLSpace }).prefix(StyleSheet.classLimit) {
        if let change = classes[HTMLName(name)] { style.apply(change) }
      }
    }
    if !identifier.isEmpty, let change = identifiers[HTMLName(identifier.trimmed)] { style.apply(change) }
    return style
  }

  /// Classes of one element that are looked up.
  private static let classLimit = 32

  mutating func add(_ css: ArraySlice<UInt8>) {
    add(css, isNested: false)
  }

  private mutating func add(_ css: ArraySlice<UInt8>, isNested: Bool) {
    var rest = css
    while ruleCount < StyleSheet.ruleLimit {
      let prelude = rest.prefix(until: UInt8(ascii: "{"))
      guard prelude.endIndex < rest.endIndex else { return }
      let body = rest[(prelude.endIndex + 1)...]
      let selectors = prelude.withoutLeadingComments
      if selectors.first == UInt8(ascii: "@") {
        let block = body.blockPrefix
        // `@media all`, `@media screen`: what every reader has.
        if !isNested, StyleSheet.isUnconditional(selectors) { add(block, isNested: true) }
        rest = body[block.endIndex...].dropFirst()
      } else {
        let declarations = body.prefix(until: UInt8(ascii: "}"))
        add(selectors, CSSDeclarations.parse(declarations))
        rest = body[declarations.endIndex...].dropFirst()
      }
    }
  }

  private mutating func add(_ selectors: ArraySlice<UInt8>, _ change: StyleChange) {
    guard !change.isEmpty else { return }
    for selector in selectors.split(separator: UInt8(ascii: ",")) {
      guard ruleCount < StyleSheet.ruleLimit else { return }
      add(selector: selector.withoutLeadingComments, change)
    }
  }

  /// `p`, `.note`, `#top`, `p.note`, `p#top`; of the last two only what is more specific counts.
  private mutating func add(selector: ArraySlice<UInt8>, _ change: StyleChange) {
    guard let mark = selector.lastIndex(where: { !$0.isNameCharacter }) else {
      elements[HTMLName(selector), default: StyleChange()].apply(change)
      ruleCount += 1
      return
    }
    let name = HTMLName(selector[(mark + 1)...])
    guard selector[..<mark].allSatisfy({ $0.isNameCharacter }), mark + 1 < selector.endIndex else {
      if let identifier = StyleSheet.identifier(of: selector) {
        identifiers[identifier, default: StyleChange()].apply(change)
        ruleCount += 1
        return
      }
      if change.decides(.background) { hasUncertainBackgrounds = true }
      return
    }
    switch selector[mark] {
    case UInt8(ascii: "."): classes[name, default: StyleChange()].apply(change)
    case UInt8(ascii: "#"): identifiers[name, default: StyleChange()].apply(change)
    default: return
    }
    ruleCount += 1
  }

  /// Of `#top.note`: an identifier is one element's, whatever its classes.
  private static func identifier(of selector: ArraySlice<UInt8>) -> HTMLName? {
    guard selector.first == UInt8(ascii: "#"), selector.allSatisfy({ $0.isNameCharacter || $0 == 0x23 || $0 == 0x2E }) else {
      return nil
    }
    let name = selector.dropFirst().prefix { $0.isNameCharacter }
    return name.isEmpty ? nil : HTMLName(name)
  }

  private static func isUnconditional(_ rule: ArraySlice<UInt8>) -> Bool {
    let words = rule.split { $0.isHTMLSpace }
    guard words.count == 2, HTMLName(words[0]) == HTMLName("@media") else { return false }
    return HTMLName(words[1]) == HTMLName("all") || HTMLName(words[1]) == HTMLName("screen")
  }
}

extension UInt8 {
  fileprivate var isNameCharacter: Bool {
    isASCIIAlphanumeric || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self >= 0x80
  }
}

extension ArraySlice<UInt8> {
  /// What stands before the brace that closes a block whose opening brace came before.
  fileprivate var blockPrefix: ArraySlice<UInt8> {
    var depth = 1
    var index = startIndex
    while index < endIndex {
      if self[index] == UInt8(ascii: "{") { depth += 1 }
      if self[index] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { break }
      index += 1
    }
    return self[..<index]
  }
}
