import FilterPolicy
import Foundation
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

@Suite struct BackupTests {
  private let folder: TemporaryFolder
  private let store: SQLStore
  private var backup: String { folder.path + "/backup" }

  init() throws {
    folder = try TemporaryFolder()
    store = try SQLStore(folder: folder.path + "/state")
  }

  private let large = [UInt8](repeating: UInt8(ascii: "x"), count: inlineContentLimit + 1)

  private func accept(_ content: MessageContent, in store: SQLStore) async throws -> (StoredMessage, QueueItem) {
    let message = try Samples.message(content: try await store.adopt(content))
    let item = try Samples.item(of: message)
    try await store.apply([.insertMessage(message), .insertItem(item)])
    return (message, item)
  }

  @Test("A restore adds what is missing, held, and changes nothing that is there")
  func merge() async throws {
    let (_, kept) = try await accept(.bytes([1, 2, 3]), in: store)
    let (big, gone) = try await accept(.bytes(large), in: store)
    let entry = try Samples.entry(of: big)
    try await store.apply([.insertEntry(entry)])
    let written = BackupReport(messages: 2, queueItems: 2, quarantineEntries: 1, files: 1)
    #expect(try await store.backup(to: backup) == written)

    try await store.apply([.deleteItem(gone.key), .deleteEntry(entry.key)])
    let (_, later) = try await accept(.bytes([4]), in: store)
    #expect(try await store.restore(from: backup) == BackupReport(messages: 1, queueItems: 1, quarantineEntries: 1, files: 1))

    #expect(try await store.copy(kept.key)?.item.hold == nil)
    #expect(try await store.copy(later.key) != nil)
    let restored = try #require(try await store.copy(gone.key))
    #expect(restored.item.hold == .restored)
    guard case .file(let path, _) = restored.message.content else { return }
    #expect(FileManager.default.contents(atPath: path) == Data(large))
    #expect(try await store.entry(entry.key.id) == entry)
    #expect(try await store.restore(from: backup) == BackupReport(), "a second restore adds nothing")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state/incoming").isEmpty)
  }

  @Test("What administrators decided comes back where it is missing; an organization keeps its own history of policies")
  func decisions() async throws {
    func revision(_ organization: String, _ number: Int64, _ threshold: Int) -> PolicyRevision {
      var policies = OrganizationPolicies()
      policies.antiSpam.fallback.bulkThreshold = threshold
      return PolicyRevision(
        .init(organization: organization, number: number, author: "ada", time: 1, note: ""), policies)
    }
    let ada = try #require(EmailAddress("ada@example.org"))
    let entry = AllowBlockEntry(
      try AllowBlockValue(.sender, "contoso.example"), .block, expiry: .never, modifiedAt: UTCTime(microseconds: 1))
    var list = MailboxList()
    list.trustedListsOnly = true
    _ = try await store.append(revision("example", 1, 5))
    _ = try await store.append(revision("example", 2, 6))
    _ = try await store.append(revision("other", 1, 3))
    try await store.set([entry], organization: "example")
    try await store.set(list, of: ada, organization: "example")
    try await store.apply(.setRecipient(DirectoryRecipient(primary: ada)), organization: "example")
    let pair = SpoofedSenderList.Entry(try #require(SpoofedSenderPair("*, contoso.example")), .allow)
    try await store.set(SpoofedSenderRow(organization: "example", entry: pair, note: "", createdAt: 1))
    #expect(try await store.backup(to: backup).decisions == 7)

    let other = try SQLStore(folder: folder.path + "/other")
    _ = try await other.append(revision("other", 1, 9))
    #expect(try await other.restore(from: backup).decisions == 6)
    #expect(try await other.newestPolicies() == [revision("example", 2, 6), revision("other", 1, 9)])
    #expect(try await other.allowBlockEntries() == ["example": [entry]])
    #expect(try await other.mailboxLists() == ["example": [ada: list]])
    #expect(try await other.storedDirectory(organization: "example").recipients.map(\.primary) == [ada])
    #expect(try await other.spoofedSenders().map(\.entry) == [pair])
    #expect(try await other.restore(from: backup).decisions == 0)
  }

  @Test("A backup can be restored into a new store")
  func otherStore() async throws {
    let (_, item) = try await accept(.bytes(large), in: store)
    _ = try await store.backup(to: backup)
    let other = try SQLStore(folder: folder.path + "/other")
    #expect(try await other.restore(from: backup) == BackupReport(messages: 1, queueItems: 1, files: 1))
    #expect(try await other.copy(item.key)?.message.content.size == large.count)
    #expect(try await other.sweep() == SweepReport())
  }

  @Test("Traces come back whole; one that is known here stays as it is")
  func traces() async throws {
    let keys = [1, 2].map { _ in TraceKey(organization: "example", traceID: TraceID()) }
    let (client, bob) = (try #require(IPAddress("192.0.2.1")), try Samples.address("bob@example.net"))
    let findings = Findings(signals: [], entities: Entities(sender: "ann@example.org", clientAddress: client), engine: "test")
    let traces = keys.map { key in
      MessageTrace(
        message: TracedMessage(key: key, receivedAt: 5, client: client, sender: .null), findings: StoredForm(findings),
        recipients: [
          TracedRecipient(address: bob, status: .pending, revision: 3, events: [TraceEvent(time: 6, kind: .defer)])
        ])
    }
    try await store.apply(traces.map(StoreChange.putTrace))
    #expect(try await store.backup(to: backup) == BackupReport(traces: 2))

    let other = try SQLStore(folder: folder.path + "/other")
    var known = traces[1]
    known.recipients[0].status = .delivered
    known.recipients[0].events.append(TraceEvent(time: 7, kind: .deliver))
    try await other.apply([.putTrace(known)])
    #expect(try await other.restore(from: backup) == BackupReport(traces: 1))
    #expect(try await other.traces(of: keys[0].traceID, organization: nil) == [traces[0]])
    #expect(try await other.traces(of: keys[1].traceID, organization: nil) == [known])
    #expect(try await other.restore(from: backup) == BackupReport(), "a second restore adds nothing")
  }

  @Test("The store serves while it is backed up, and what it deletes then is still in the backup")
  func whileServing() async throws {
    var items: [QueueItem] = []
    for _ in 0..<20 { items.append(try await accept(.bytes(large), in: store).1) }
    async let report = store.backup(to: backup)
    for item in items { try await store.apply([.deleteItem(item.key)]) }
    let written = try await report
    #expect(written.files == written.queueItems)
    let other = try SQLStore(folder: folder.path + "/other")
    #expect(try await other.restore(from: backup) == written)
    let left = FileManager.default.subpaths(atPath: folder.path + "/state/messages")?.filter { $0.count > 2 }
    #expect(left == [], "deleted files are gone once the backup is done")
  }

  @Test("A folder that is not empty takes no backup, and one without a manifest gives none")
  func unusableFolders() async throws {
    let path = folder.path
    await #expect { try await store.backup(to: path) } throws: { "\($0)".contains("is not empty") }
    await #expect { try await store.restore(from: path) } throws: { "\($0)".contains("holds no complete backup") }
    await #expect { try await store.restore(from: path + "/absent") } throws: { "\($0)".contains("holds no complete backup") }
  }

  @Test("A damaged file of a backup is refused")
  func damagedBackup() async throws {
    let (_, item) = try await accept(.bytes(large), in: store)
    _ = try await store.backup(to: backup)
    try await store.apply([.deleteItem(item.key)])
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: backup + "/messages").first)
    try Data(repeating: 0, count: large.count).write(to: URL(fileURLWithPath: backup + "/messages/" + name))
    await #expect { try await store.restore(from: backup) } throws: { ($0 as? StoreError)?.code == .damaged }
    #expect(try await store.counts() == QueueCounts())
  }
}
