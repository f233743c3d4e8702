/// A table for people: a heading, aligned columns, and on a terminal no line longer than it is wide.
struct Table {
  private let headings: [String]
  private var rows: [[String]] = []
  /// The column that gives way where the terminal is narrow.
  private let elastic: Int

  init(_ headings: [String], elastic: Int) {
    self.headings = headings
    self.elastic = elastic
  }

  var isEmpty: Bool { rows.isEmpty }

  /// One cell for each heading.
  mutating func add(_ cells: [String]) { rows.append(cells.map(Output.printable)) }

  func text(width: Int?, hasColor: Bool) -> String {
    var widths = headings.indices.map { column in
      ([headings] + rows).map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    if let width, widths.indices.contains(elastic) {
      let excess = widths.reduce(2 * (widths.count - 1), +) - width
      if excess > 0 { widths[elastic] = max(Table.narrowest, widths[elastic] - excess) }
    }
    let bold = hasColor ? ("\u{1B}[1m", "\u{1B}[0m") : ("", "")
    return bold.0 + line(headings, widths) + bold.1 + "\n" + rows.map { line($0, widths) + "\n" }.joined()
  }

  /// Prints the table, or `nothing` where it has no rows.
  func print(orElse nothing: String) {
    Output.write(isEmpty ? nothing + "\n" : text(width: Terminal.width, hasColor: Terminal.hasColor))
  }

  private static let narrowest = 8

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (cell, width) in zip(cells, widths) {
      let shown = cell.count > width ? cell.prefix(max(0, width - 1)) + "…" : cell[...]
      line += shown + String(repeating: " ", count: width - shown.count) + "  "
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
