import FilterPolicy
import Foundation
import GatewayConfiguration
import MailTypes
import MartletTestKit
import RecipientDirectory
import Testing

/// What administrators write into recipients files, and what becomes of it: `Cases/files`, each beside what is read from it
/// or every line that is said about it.
@Suite struct DirectoryFileTests {
  @Test func everyFileReadsAsExpected() throws {
    let files = ["csv", "yaml", "txt"].flatMap { ending in
      (try? CaseFolder("files").files(endingIn: ".\(ending)")) ?? []
    }
    try #require(files.count == 10)
    for file in files {
      let expected = try String(contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8)
      #expect(try outcome(file) == expected, "\(file.lastPathComponent)")
    }
  }

  @Test func cellsAndRecordsAreBounded() {
    let wide = String(repeating: ",", count: CSVRecords.maximumFields)
    #expect(failure(wide)?.contains("more than 64 cells") == true)
    let long = String(repeating: "x", count: CSVRecords.maximumFieldSize + 1)
    #expect(failure(long)?.contains("more than 1048576 octets") == true)
    #expect(failure("\"" + long + "\"")?.contains("more than 1048576 octets") == true)
    #expect(failure("\"a\"b") == "has text after a closing quote; double the quotes inside the cell")
    #expect(Array(CSVRecords([0x61, 0xFF])) == [.failure(line: 1, "is not UTF-8; save it as UTF-8")])
  }

  private func failure(_ text: String) -> String? {
    for case .failure(_, let message) in CSVRecords(Array(text.utf8)) { return message }
    return nil
  }

  private func outcome(_ file: URL) throws -> String {
    do {
      let bytes = try [UInt8](Data(contentsOf: file))
      return try DirectoryFile.read(bytes, file: file.lastPathComponent, domain: nil).listing
    } catch let error as ConfigurationError {
      return error.description + "\n"
    }
  }
}

extension DirectoryContents {
  fileprivate var listing: String {
    let people = recipients.map { recipient in
      let name = recipient.displayName.map { " \"\($0.replacingOccurrences(of: "\n", with: " "))\"" } ?? ""
      return "\(recipient.primary)" + (recipient.aliases.isEmpty ? "" : " = ") + words(recipient.aliases) + name
    }
    let lists = groups.map { group in
      let members = group.members.isEmpty ? "" : " " + words(group.members.sorted { $0.key < $1.key })
      return "group \(group.address)" + (group.aliases.isEmpty ? "" : " = ") + words(group.aliases) + " :" + members
    }
    return (people.sorted() + lists.sorted()).map { $0 + "\n" }.joined()
  }

  private func words(_ addresses: [EmailAddress]) -> String { addresses.map(\.description).joined(separator: " ") }
}
