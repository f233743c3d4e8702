import Foundation
import MartletTestKit
import Testing

/// A table that people read: a row a line, cells between bars, `#` before remarks.
struct CaseTable {
  let rows: [[String]]

  init(_ folder: String, _ name: String) throws {
    let file = try #require(try CaseFolder(folder).files(endingIn: ".txt").first { $0.lastPathComponent == "\(name).txt" })
    rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map {
        $0.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: CharacterSet.whitespaces) }
      }
  }
}
