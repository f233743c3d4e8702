import Foundation
import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// A store on a file system of a few megabytes.
@Suite struct DiskFullTests {
  /// Mounts a small tmpfs around `body`; says so and does nothing where this account may not.
  private func withSmallDisk(_ body: (String) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    guard try run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder.path) else {
      print("skipped: this account may not mount a file system")
      return
    }
    let result = await Result { try await body(folder.path) }
    _ = try run("umount", "-l", folder.path)
    try result.get()
  }

  private func run(_ command: String, _ arguments: String...) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test("A full disk is an error that leaves the store whole; with room again it goes on without a restart")
  func fullDisk() async throws {
    try await withSmallDisk { folder in
      let store = try SQLStore(folder: folder)
      var kept: [QueueItem] = []
      let content = [UInt8](repeating: 0x41, count: 100_000)
      let failure = try await fill(store, content, &kept)
      #expect(failure.code == .inputOutput)
      #expect(!kept.isEmpty)
      await #expect(throws: StoreError.self) { try await store.adopt(.bytes(Array(repeating: 0, count: 4_000_000))) }

      #expect(try await store.items(matching: QueueFilter(limit: 1000)).count == kept.count)
      try #require(try run("mount", "-o", "remount,size=64m", folder))
      try await store.probe()
      let message = try Samples.message(content: .bytes(content))
      let item = try Samples.item(of: message)
      try await store.apply([.insertMessage(message), .insertItem(item)])
      for item in kept + [item] { #expect(try await store.copy(item.key)?.message.content == .bytes(content)) }
    }
  }

  /// Stores messages until the disk is full.
  /// - Returns: what the store said then.
  private func fill(_ store: SQLStore, _ content: [UInt8], _ kept: inout [QueueItem]) async throws -> StoreError {
    while true {
      let message = try Samples.message(content: .bytes(content))
      let item = try Samples.item(of: message)
      do {
        try await store.apply([.insertMessage(message), .insertItem(item)])
        kept.append(item)
      } catch let error as StoreError {
        return error
      }
    }
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
