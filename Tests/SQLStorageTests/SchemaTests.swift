import Foundation
import GatewayStorage
import MailTypes
import MartletTestKit
import Testing

@testable import SQLStorage

@Suite struct SchemaTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/martlet.sqlite" }

  init() throws { folder = try TemporaryFolder() }

  /// Runs a readable file of statements.
  private func run(_ name: String) throws {
    let file = try #require(try CaseFolder("Schema").files(endingIn: name).first)
    let database = try SQLiteDatabase(path: path)
    try database.write { connection in
      for statement in try String(contentsOf: file, encoding: .utf8).components(separatedBy: ";\n") {
        if !statement.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty { try connection.execute(statement, []) }
      }
    }
    try database.close()
  }

  @Test("A store that version 1 wrote opens with everything in it")
  func versionOne() async throws {
    try run("01-version-1.sql")
    let store = try SQLStore(folder: folder.path)
    let listing = try #require(try await store.items(matching: QueueFilter()).first)
    #expect(listing.item.recipients.map(\.recipient.address.description) == ["bob@example.net"])
    #expect(listing.sender.description == "ann@example.org")
    let copy = try await store.copy(listing.item.key)
    #expect(copy?.message.content == .bytes(Array("Subject: old\r\n\r\nHello\r\n".utf8)))
    #expect(try await store.entries(matching: QuarantineFilter()).map(\.reason) == [.undeliverable])
  }

  @Test("A store of a newer release is refused, with what to do")
  func newerStore() throws {
    try run("02-newer.sql")
    #expect { try SQLStore(folder: folder.path) } throws: { error in
      (error as? StoreError)?.code == .newerSchema && "\(error)".contains("version 99")
        && "\(error)".contains("run the newer release")
    }
  }

  @Test("Steps are run in order from the version found, all or none of them")
  func migration() throws {
    let database = try SQLiteDatabase(path: path)
    let first = Schema(steps: [["CREATE TABLE one (a INTEGER)"]])
    try first.migrate(database)
    let broken = Schema(steps: first.steps + [["ALTER TABLE one ADD COLUMN b TEXT", "NO SUCH STATEMENT"]])
    #expect(throws: StoreError.self) { try broken.migrate(database) }
    #expect(try database.read(Schema.version) == 1)
    let good = Schema(steps: first.steps + [["ALTER TABLE one ADD COLUMN b TEXT"], ["INSERT INTO one VALUES (1, 'x')"]])
    try good.migrate(database)
    try good.migrate(database)
    #expect(try database.read(Schema.version) == 3)
    #expect(try database.read { try $0.query("SELECT b FROM one", []) { $0.text(0) } } == ["x"])
  }

  @Test("A file that is no database is refused with its name")
  func noDatabase() throws {
    try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: path))
    #expect { try SQLStore(folder: folder.path) } throws: { "\($0)".contains("martlet.sqlite") }
  }
}
