import Foundation
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// Design §4: what is acknowledged survives power loss.
@Suite struct DurabilityTests {
  private let folder: TemporaryFolder
  private let log = OperationLog()
  private let files: WatchedFiles
  private let store: SQLStore

  init() throws {
    folder = try TemporaryFolder()
    let log = log
    files = WatchedFiles(log: log)
    store = try SQLStore(state: folder.path, files: files) {
      WatchedDatabase(database: try SQLiteDatabase(path: $0 + "/martlet.sqlite"), log: log)
    }
    _ = log.take()
  }

  private let large = [UInt8](repeating: UInt8(ascii: "x"), count: inlineContentLimit + 1)

  private func paths(in subfolder: String) -> [String] {
    FileManager.default.subpaths(atPath: folder.path + "/" + subfolder)?.filter { $0.count > 2 } ?? []
  }

  @Test("Every commit is synced before it returns")
  func synchronousFull() throws {
    let database = try SQLiteDatabase(path: folder.path + "/other.sqlite")
    #expect(try database.setting("synchronous") == "2")
    #expect(try database.setting("journal_mode") == "wal")
  }

  @Test("A large message: bytes synced, then named, then the folder synced, then the row")
  func order() async throws {
    let incoming = try store.makeIncomingFile()
    try Data(large).write(to: URL(fileURLWithPath: incoming))
    let message = try Samples.message(content: try await store.adopt(.file(path: incoming, size: large.count)))
    let item = try Samples.item(of: message)
    try await store.apply([.insertMessage(message), .insertItem(item)])
    #expect(log.take() == ["sync file", "sync folder", "rename", "sync folder", "commit"])
    guard case .file(let path, let size) = try await store.copy(item.key)?.message.content else {
      Issue.record("a large message is not kept as a file")
      return
    }
    #expect(size == large.count && FileManager.default.contents(atPath: path) == Data(large))
    #expect(paths(in: "incoming").isEmpty)

    try await store.apply([.deleteItem(item.key)])
    #expect(log.take() == ["commit", "remove"], "the row goes before the bytes")
    #expect(paths(in: "messages").isEmpty)
  }

  @Test("A small message costs no sync but that of its transaction")
  func inline() async throws {
    let message = try Samples.message(content: try await store.adopt(.bytes(Array(large.dropLast()))))
    try await store.apply([.insertMessage(message), .insertItem(try Samples.item(of: message))])
    #expect(log.take() == ["commit"])
  }

  @Test("Where a sync or a rename fails, no row is written and nothing stays behind", arguments: ["sync file", "rename"])
  func failedSync(step: String) async throws {
    let content = MessageContent.file(path: try store.makeIncomingFile(), size: large.count)
    guard case .file(let path, _) = content else { return }
    try Data(large).write(to: URL(fileURLWithPath: path))
    files.fail(step)
    await #expect(throws: StoreError.self) { _ = try await store.adopt(content) }
    files.fail(nil)
    await store.discard(content)
    #expect(paths(in: "incoming").isEmpty && paths(in: "messages").isEmpty)
    #expect(!log.take().contains("commit"))
  }

  @Test("After a crash, files without a row are removed and copies without their file are held")
  func sweep() async throws {
    let state = folder.path + "/crashed"
    var items: [QueueItem] = []
    do {
      let store = try SQLStore(folder: state)
      for _ in 0..<2 {
        let message = try Samples.message(content: try await store.adopt(.bytes(large)))
        let item = try Samples.item(of: message)
        try await store.apply([.insertMessage(message), .insertItem(item)])
        items.append(item)
        guard items.count == 2, case .file(let path, _) = message.content else { continue }
        try FileManager.default.removeItem(atPath: path)
      }
      _ = try await store.adopt(.bytes(large))
      try Data(large).write(to: URL(fileURLWithPath: try store.makeIncomingFile()))
    }

    let store = try SQLStore(folder: state)
    let adopted = try await store.adopt(.bytes(large))
    let incoming = try store.makeIncomingFile()
    try Data(large).write(to: URL(fileURLWithPath: incoming))
    #expect(try await store.sweep() == SweepReport(orphanFiles: 2, damagedItems: [items[1].key]))
    #expect(paths(in: "crashed/messages").count == 2 && paths(in: "crashed/incoming").count == 1)
    guard case .file(let path, _) = adopted else { return }
    #expect([path, incoming].allSatisfy(FileManager.default.fileExists), "what this process handles is left alone")
    #expect(try await store.copy(items[0].key) != nil)
    #expect(try await store.item(items[1].key.id)?.item.hold == .contentDamaged)
    await #expect(throws: StoreError.self) { try await store.copy(items[1].key) }
  }

  @Test("Bytes that changed in the store are noticed, never delivered")
  func damagedBytes() async throws {
    let message = try Samples.message()
    let item = try Samples.item(of: message)
    try await store.apply([.insertMessage(message), .insertItem(item)])
    let database = try SQLiteDatabase(path: folder.path + "/martlet.sqlite")
    try database.write { try $0.execute("UPDATE messages SET content = ?", [.blob(Array("other".utf8))]) }
    await #expect { try await store.copy(item.key) } throws: { ($0 as? StoreError)?.code == .damaged }
  }

  @Test("A second process is told that the state folder is in use")
  func folderLock() throws {
    #expect { try SQLStore(folder: folder.path) } throws: { "\($0)".contains("in use by another martlet") }
  }

  @Test("A state folder that cannot be written is refused with its name")
  func unusableFolder() throws {
    #expect { try SQLStore(folder: "/proc/martlet") } throws: { "\($0)".contains("/proc/martlet") }
  }
}
