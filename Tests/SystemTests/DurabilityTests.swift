import Foundation
import MartletTestKit
import Testing

@Suite("A 250 means on stable storage", .serialized)
struct DurabilityTests {
  private static let writes: Set<String> = ["pwrite64", "pwritev", "write", "writev"]
  private static let syncs: Set<String> = ["fsync", "fdatasync"]

  @Test("Every 250 follows a successful sync of the log that holds the message", .timeLimit(.minutes(3)))
  func smallMessages() throws {
    let traces = try tracedGateway { gateway in
      let senders = (0..<5).map { number in
        try? SMTPConnection.greeted(port: gateway.port).transactions(number: number, count: 8)
      }
      #expect(senders.allSatisfy { $0 == 8 })
    }
    for number in 0..<5 {
      for count in 0..<8 {
        let marker = "marker-\(number)-\(count)-end"
        let write = try #require(
          traces.calls(Self.writes, holding: "-wal", marker).first, "\(marker) was not written to the log")
        let reply = try #require(traces.reply(after: write), "no 250 after \(marker)")
        let sync = traces.calls(Self.syncs, holding: "-wal").first {
          !$0.hasFailed && $0.start >= write.end && $0.end <= reply.start
        }
        #expect(sync != nil, "\(marker): no sync of the log between its write and the 250")
      }
    }
  }

  @Test(
    "A large message: bytes synced, then visible under its name, then the folder synced, then the row, then the 250",
    .timeLimit(.minutes(3)))
  func largeMessage() throws {
    let traces = try tracedGateway { gateway in
      let body = String(repeating: String(repeating: "x", count: 70) + "\n", count: 6000)
      let reply = try SMTPConnection.greeted(port: gateway.port)
        .transaction(from: "a@partner.example", to: ["ada@example.test"], "Subject: large\n\n" + body)
      #expect(reply.hasPrefix("250"))
    }
    let bytes = try #require(traces.calls(Self.syncs, holding: "/incoming/").first)
    let rename = try #require(traces.calls(["rename", "renameat", "renameat2"], holding: "/incoming/", "/messages/").first)
    let folder = try #require(traces.calls(Self.syncs, holding: "/messages").first { $0.start >= rename.end })
    let row = try #require(traces.calls(Self.syncs, holding: "-wal").first { $0.start >= folder.end })
    let reply = try #require(traces.reply(after: bytes))
    #expect(bytes.end <= rename.start && row.end <= reply.start)
    #expect([bytes, folder, row].allSatisfy { !$0.hasFailed })
  }

  /// What a gateway did, by system calls, while `body` ran against it.
  private func tracedGateway(_ body: (Gateway) throws -> Void) throws -> SystemCallTrace {
    let folder = try TemporaryFolder()
    let gateway = try Gateway(prefix: SystemCallTrace.prefix(path: folder.path + "/trace"))
    try body(gateway)
    gateway.stop()
    return try SystemCallTrace(path: folder.path + "/trace")
  }

  @Test(
    "A full disk: 452 or 451 while it lasts, nothing acknowledged is lost, and intake resumes by itself",
    .timeLimit(.minutes(3)))
  func fullDisk() throws {
    let gateway = try Gateway(settings: "queue: {minimumFreeSpace: 1MiB}", start: false)
    let disk = try SmallDisk(path: gateway.folder.path + "/state", megabytes: 12)
    defer {
      gateway.stop()
      disk.unmount()
    }
    try gateway.start()
    #expect(try send(gateway, "one").hasPrefix("250"))
    try disk.fill()
    let refused = try send(gateway, "two")
    #expect(refused.hasPrefix("452 4.3.1") || refused.hasPrefix("451 4.3"))
    try disk.empty()
    #expect(eventually { (try? send(gateway, "three"))?.hasPrefix("250") == true })
    #expect(eventually { gateway.arrived("ada").contains { $0.contains("Subject: three") } })
    #expect(gateway.arrived("ada").contains { $0.contains("Subject: one") })
  }

  @Test(
    "A state folder nobody may write to: large messages get 451, nothing is lost, and it recovers without a restart",
    .timeLimit(.minutes(3)))
  func readOnlyFolder() throws {
    let gateway = try Gateway(settings: "queue: {minimumFreeSpace: 1MiB}", start: false)
    let disk = try SmallDisk(path: gateway.folder.path + "/state", megabytes: 64)
    defer {
      gateway.stop()
      disk.unmount()
    }
    try gateway.start()
    #expect(try send(gateway, "one").hasPrefix("250"))
    try disk.makeReadOnly(true)
    #expect(try send(gateway, "two", lines: 6000).hasPrefix("45"))
    try disk.makeReadOnly(false)
    #expect(eventually { (try? send(gateway, "three", lines: 6000))?.hasPrefix("250") == true })
    #expect(eventually { gateway.arrived("ada").contains { $0.contains("Subject: three") } })
  }

  @Test(
    "A database nobody may write to: nothing is acknowledged, nothing is lost, and it recovers without a restart",
    .timeLimit(.minutes(3)))
  func readOnlyDatabase() throws {
    let gateway = try Gateway()
    let database = ImmutableFiles(folder: gateway.folder.path + "/state", prefix: "martlet.sqlite")
    defer { database.set(false) }
    #expect(try send(gateway, "one").hasPrefix("250"))
    try #require(database.set(true), "chattr +i takes root and a file system that knows it")
    #expect((try? send(gateway, "two"))?.hasPrefix("25") != true)
    database.set(false)
    #expect(eventually { (try? send(gateway, "three"))?.hasPrefix("250") == true })
    #expect(eventually { gateway.arrived("ada").contains { $0.contains("Subject: three") } })
    #expect(gateway.arrived("ada").contains { $0.contains("Subject: one") })
  }

  private func send(_ gateway: Gateway, _ subject: String, lines: Int = 5) throws -> String {
    let body = String(repeating: String(repeating: "y", count: 70) + "\n", count: lines)
    return try SMTPConnection.greeted(port: gateway.port)
      .transaction(from: "a@partner.example", to: ["ada@example.test"], "Subject: \(subject)\n\n" + body)
  }
}

extension SMTPConnection {
  /// Sends messages whose bodies name themselves; how many were acknowledged.
  fileprivate func transactions(number: Int, count: Int) throws -> Int {
    try (0..<count).count { index in
      try transaction(
        from: "a@partner.example", to: ["ada@example.test"], "Subject: s\n\nmarker-\(number)-\(index)-end\n"
      ).hasPrefix("250")
    }
  }
}

extension SystemCallTrace {
  /// The first positive reply to a message sent after a call.
  fileprivate func reply(after call: Call) -> Call? {
    calls(["write", "writev", "sendto", "sendmsg"], holding: "250 2.6.0 ").first { $0.start >= call.end }
  }
}
