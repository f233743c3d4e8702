/// QR codes drawn with the cells of an HTML table: no picture to be loaded, none to be searched.
enum TableDrawing {
  /// Cells beside one another from which a table may be a code.
  private static let cellLimit = 21
  /// Drawings read of one page.
  private static let drawingLimit = 4

  /// The texts of the codes drawn in `html`, whose elements are `shape`.
  static func codes(in html: [UInt8], shape: [UInt8]) -> [String] {
    // A row of so many cells and nothing in them is rare enough to read the page again.
    guard hasLongRow(shape) else { return [] }
    return drawings(in: html).prefix(drawingLimit).flatMap { $0.codes }
  }

  private static func hasLongRow(_ shape: [UInt8]) -> Bool {
    var run = 0
    for element in shape {
      run = element == HTMLElement.td.rawValue ? run + 1 : 0
      if run == cellLimit { return true }
    }
    return false
  }

  private static func drawings(in html: [UInt8]) -> [ModuleGrid] {
    var drawings: [ModuleGrid] = []
    var grid = ModuleGrid()
    var row: [Bool] = []
    var tokenizer = HTMLTokenizer(html)
    var attributes = KnownAttributes()
    while let token = tokenizer.next() {
      let name = tokenizer.source.name(tokenizer.tag.name)
      switch token {
      case .startTag where name == HTMLName("td"):
        attributes.read(tokenizer.tag, in: tokenizer.source)
        row.append(isDark(attributes, tokenizer.source))
      case .startTag where name == HTMLName("tr"), .endTag where name == HTMLName("tr"),
        .endTag where name == HTMLName("table"):
        if !row.isEmpty { grid.append(row) }
        row = []
        guard name == HTMLName("table") else { continue }
        drawings.append(grid)
        grid = ModuleGrid()
      default: break
      }
    }
    return drawings + [grid]
  }

  private static func isDark(_ attributes: KnownAttributes, _ source: HTMLSource) -> Bool {
    let style = attributes[.style].map { CSSDeclarations.parse(source.value($0)[...]).background }
    let colour = style ?? attributes[.bgcolor].flatMap { CSSColour(attribute: source.value($0)[...]) }
    guard case .rgb(let red, let green, let blue) = colour else { return false }
    return Int(red) + Int(green) + Int(blue) < 3 * 128
  }
}
