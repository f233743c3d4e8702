import Foundation
import Testing

@Suite("Rules that every source file keeps")
struct SourceRuleTests {
  @Test("Nothing under Sources traps by design, and no work is left marked in the code")
  func traps() throws {
    let forbidden = ["try!", "fatalError(", "preconditionFailure(", " as! ", "TODO", "FIXME"]
    for file in Manifest.swiftFiles(in: "Sources") {
      for (number, line) in try String(contentsOf: file, encoding: .utf8).split(
        separator: "\n", omittingEmptySubsequences: false
      ).enumerated() {
        let code = line.trimmingCharacters(in: .whitespaces)
        for word in forbidden where code.contains(word) && !code.hasPrefix("///") {
          Issue.record("\(file.lastPathComponent):\(number + 1): \(word)")
        }
      }
    }
  }

  @Test("A clause that the index calls done is named in the code that keeps it")
  func clauses() throws {
    let index = try String(contentsOf: Manifest.root.appendingPathComponent("Docs/rfc-index.md"), encoding: .utf8)
    let row = /^\| RFC (\d+) \| §([\w.]+) \| [^|]+\| done \|/.anchorsMatchLineEndings()
    let code = try Manifest.swiftFiles(in: "Sources").map { try String(contentsOf: $0, encoding: .utf8) }.joined(
      separator: "\n")
    let rows = index.matches(of: row)
    try #require(!rows.isEmpty)
    for match in rows {
      let clause = try Regex("RFC \(match.1) §§?\(NSRegularExpression.escapedPattern(for: String(match.2)))(?![\\w.]*\\d)")
      #expect(code.contains(clause), "Docs/rfc-index.md: RFC \(match.1) §\(match.2) is called done, and no source names it")
    }
  }
}
