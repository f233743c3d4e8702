import Testing

@testable import martlet

@Suite("Tables")
struct TableTests {
  private var table: Table {
    var table = Table(["ID", "SENDER", "SUBJECT"], elastic: 2)
    table.add(["1", "<ada@example.org>", "A subject that goes on and on"])
    table.add(["22", "<>", "x"])
    return table
  }

  @Test("Columns are aligned")
  func alignment() {
    #expect(
      table.text(width: nil, hasColor: false) == """
        ID  SENDER             SUBJECT
        1   <ada@example.org>  A subject that goes on and on
        22  <>                 x

        """)
  }

  @Test("On a terminal no line is wider than it, and one column gives way")
  func width() {
    let lines = table.text(width: 40, hasColor: false).split(separator: "\n")
    #expect(lines[1] == "1   <ada@example.org>  A subject that g…")
    #expect(lines.allSatisfy { $0.count <= 40 })
  }

  @Test("What a sender wrote can neither move the cursor nor begin a line")
  func hostileCells() {
    var table = Table(["SUBJECT"], elastic: 0)
    table.add(["\u{1B}[2J\nforged\u{202E}"])
    #expect(table.text(width: nil, hasColor: false) == "SUBJECT\n\u{FFFD}[2J\u{FFFD}forged\u{FFFD}\n")
  }

  @Test("Sizes are short", arguments: [(0, "0 B"), (999, "999 B"), (4200, "4.2 kB"), (36_700_160, "37 MB")])
  func sizes(_ octets: Int, _ text: String) {
    #expect(ReadableSize.text(octets) == text)
  }
}
