import GatewayConfiguration
import MailTypes

/// Recipients and groups as a spreadsheet or a script writes them: a header line with the names of the columns, then a line
/// for each recipient or group.
enum CSVDirectory {
  private enum Column: String, CaseIterable {
    case address, name, aliases, groups
  }

  /// - Throws: the lines that are wrong.
  static func read(_ bytes: [UInt8], file: String) throws(ConfigurationError) -> DirectoryContents {
    var builder = ContentsBuilder(file: file)
    var columns: [Column]?
    for element in CSVRecords(bytes) where !builder.isFull {
      switch element {
      case .failure(let line, let message): builder.problem(line: line, message)
      case .record(let line, let cells):
        guard let columns else {
          columns = header(cells, line, &builder)
          continue
        }
        add(cells, columns, line, &builder)
      }
    }
    if columns == nil { builder.problem(line: 1, "has no header line; begin with address,name,aliases,groups") }
    return try builder.contents()
  }

  private static func header(_ cells: [String], _ line: Int, _ builder: inout ContentsBuilder) -> [Column] {
    let names = cells.map { String($0.lowercased().filter { $0 != " " }) }
    for (index, name) in names.enumerated() where Column(rawValue: name) == nil || names[..<index].contains(name) {
      let allowed = Column.allCases.map(\.rawValue).joined(separator: ",")
      builder.problem(
        line: line, ConfigurationText.printable(name), "is not a column, or stands twice; the columns are \(allowed)")
    }
    if !names.contains(Column.address.rawValue) { builder.problem(line: line, "address", "is missing; it must be a column") }
    return names.compactMap(Column.init)
  }

  private static func add(_ cells: [String], _ columns: [Column], _ line: Int, _ builder: inout ContentsBuilder) {
    guard cells.count == columns.count else {
      return builder.problem(line: line, "has \(cells.count) cells, the header \(columns.count); give each column one")
    }
    var values: [Column: String] = [:]
    for (column, cell) in zip(columns, cells) { values[column] = cell }
    let text = values[.address, default: ""].trimmed
    guard let address = builder.address(text, line: line, Column.address.rawValue) else { return }
    let name = values[.name, default: ""].trimmed
    let entry = DirectoryEntry(
      line: line, address: address, name: name.isEmpty ? nil : String(name),
      aliases: words(values[.aliases]).compactMap { builder.address($0, line: line, Column.aliases.rawValue) },
      groups: words(values[.groups]).compactMap { builder.group($0, line: line, Column.groups.rawValue) })
    builder.add(entry)
  }

  /// Addresses in a cell stand apart by semicolons or blanks.
  private static func words(_ cell: String?) -> [Substring] {
    guard let cell else { return [] }
    return cell.utf8.split { $0 == UInt8(ascii: ";") || $0 <= UInt8(ascii: " ") }.compactMap { Substring($0) }
  }
}

extension String {
  fileprivate var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
