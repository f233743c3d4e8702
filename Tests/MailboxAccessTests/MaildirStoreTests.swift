import Foundation
import MailTypes
import MailboxAccess
import MartletTestKit
import Testing

@Suite struct MaildirStoreTests {
  @Test func theFirstMessageMakesTheMailbox() async throws {
    let setup = try MaildirSetup()
    let path = try await setup.deliver("Subject: a\r\n\r\nbody\r\n")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "Subject: a\r\n\r\nbody\r\n")
    let mailbox = "example.net/bob"
    let file = try #require(path.split(separator: "/").last)
    #expect(
      try setup.everything()
        == ["example.net", mailbox, "\(mailbox)/cur", "\(mailbox)/new", "\(mailbox)/new/\(file)", "\(mailbox)/tmp"])
  }

  @Test func nobodyElseMayRead() async throws {
    let setup = try MaildirSetup()
    let path = try await setup.deliver()
    let file = try FileManager.default.attributesOfItem(atPath: path)
    let mailbox = try FileManager.default.attributesOfItem(atPath: setup.folder.path + "/example.net/bob")
    #expect(file[.posixPermissions] as? Int == 0o600)
    #expect(mailbox[.posixPermissions] as? Int == 0o700)
  }

  @Test func junkHasItsFolder() async throws {
    let setup = try MaildirSetup()
    let path = try await setup.deliver(folder: .junk)
    #expect(path.hasPrefix(setup.folder.path + "/example.net/bob/.Junk/new/"))
    #expect(FileManager.default.fileExists(atPath: setup.folder.path + "/example.net/bob/.Junk/maildirfolder"))
    #expect(FileManager.default.fileExists(atPath: setup.folder.path + "/example.net/bob/new"))
  }

  /// The clock stands still, and still no message takes the name of another.
  @Test func aHundredAtOnceAreAHundredMessages() async throws {
    let setup = try MaildirSetup()
    try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<100 { group.addTask { try await setup.deliver("Subject: \(number)\r\n\r\n") } }
      var paths: Set<String> = []
      for try await path in group { paths.insert(path) }
      #expect(paths.count == 100)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: setup.folder.path + "/example.net/bob/new")
    #expect(names.count == 100)
    #expect(names.allSatisfy { $0.hasPrefix("1700000000.M123P") && $0.hasSuffix(".gateway.example") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: setup.folder.path + "/example.net/bob/tmp").isEmpty)
  }

  @Test func aLargeMessageIsCopiedFromItsFile() async throws {
    let setup = try MaildirSetup()
    let source = try TemporaryFolder()
    let bytes = [UInt8]((0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
    try Data(bytes).write(to: source.url.appendingPathComponent("message"))
    let content = OutgoingContent(
      head: Array("X-Added: yes\r\n".utf8), stored: .file(path: source.path + "/message", size: bytes.count), from: 100,
      edits: [BodyEdit(600_000..<600_002, with: Array("| banner".utf8))])
    let address = try #require(EmailAddress("bob@example.net"))
    let path = try await setup.store.deliver(content, to: address, folder: .inbox, root: setup.folder.path)
    var expected = Array("X-Added: yes\r\n".utf8) + bytes[100..<600_000]
    expected += Array("| banner".utf8) + bytes[600_002...]
    #expect(Array(try Data(contentsOf: URL(fileURLWithPath: path))) == expected)
  }

  @Test func halfAMessageIsNeverDelivered() async throws {
    let setup = try MaildirSetup()
    let source = try TemporaryFolder()
    try Data("short".utf8).write(to: source.url.appendingPathComponent("message"))
    let content = OutgoingContent(stored: .file(path: source.path + "/message", size: 1000))
    let address = try #require(EmailAddress("bob@example.net"))
    await #expect(throws: MaildirError.self) {
      try await setup.store.deliver(content, to: address, folder: .inbox, root: setup.folder.path)
    }
    #expect(try setup.everything().filter { $0.contains(".gateway.example") }.isEmpty)
  }

  /// A disk that is not mounted must not be hidden under a new folder.
  @Test func aMissingRootIsAFaultToMend() async throws {
    let address = try #require(EmailAddress("bob@example.net"))
    let store = MaildirStore(hostname: "gateway.example", now: { 0 })
    let error = await #expect(throws: MaildirError.self) {
      try await store.deliver(OutgoingContent(stored: .bytes([])), to: address, folder: .inbox, root: "/nonexistent/mail")
    }
    #expect(error?.reply.enhanced == EnhancedStatusCode(4, 3, 0))
    #expect(error?.description == "create /nonexistent/mail/example.net: No such file or directory")
  }
}
