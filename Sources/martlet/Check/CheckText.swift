/// Lines of a name and a value.
enum CheckText {
  /// Without those that have no value. Values come from messages and DNS.
  static func lines(_ lines: [(name: String, value: String?)]) -> String {
    let shown = lines.compactMap { line in line.value.flatMap { $0.isEmpty ? nil : (line.name, $0) } }
    let width = shown.map(\.0.count).max() ?? 0
    return shown.map { name, value in
      name + ":" + String(repeating: " ", count: width - name.count + 1) + Output.printable(value) + "\n"
    }.joined()
  }
}
