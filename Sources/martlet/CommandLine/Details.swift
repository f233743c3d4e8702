/// One object for people: a line for each property, aligned.
struct Details {
  private var lines: [(name: String, value: String)] = []

  mutating func add(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { lines.append((name, Output.printable(value))) }
  }

  func print() {
    let width = lines.map(\.name.count).max() ?? 0
    for line in lines {
      Output.write(line.name + String(repeating: " ", count: width - line.name.count + 2) + line.value + "\n")
    }
  }
}
