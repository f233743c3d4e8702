import AdminAPI
import FilterPolicy
import Foundation
import GatewayStorage
import MailTypes
import Testing

@Suite struct ControlServerTests {
  private let missing = QueueID("01JZX3Q8F2K7N")

  @Test func theQueueIsListedAndShown() async throws {
    try await withServer(try FakeGateway()) { client, gateway in
      let list = try await client.queue([("limit", "7"), ("recipient", "ada+lists@example.org")])
      #expect(list.items.map(\.id) == [gateway.id])
      #expect(gateway.queue.orders == ["list limit=7 recipient=ada+lists@example.org"])
      let item = try await client.queueItem(gateway.id)
      #expect(item.sender == .null)
      #expect(item.recipients.map(\.address.description) == ["ada@example.org"])
      #expect(item.nextAttempt.description == "1970-01-01T00:00:01.500000Z")
    }
  }

  @Test func holdReleaseAndDeleteReachTheQueue() async throws {
    try await withServer(try FakeGateway()) { client, gateway in
      await refusal("conflict") { try await client.release(gateway.id) }
      try await client.hold(gateway.id)
      try await client.release(gateway.id)
      try await client.delete(gateway.id)
      try await client.flush(nil)
      try await client.flush(.maildir(root: "/mail"))
      #expect(gateway.queue.orders == ["flush everything", "flush maildir:/mail"])
    }
  }

  @Test func whatDoesNotExistIsSaid() async throws {
    let missing = try #require(missing)
    try await withServer(try FakeGateway()) { client, _ in
      await refusal("notFound") { _ = try await client.queueItem(missing) }
      await refusal("notFound") { try await client.hold(missing) }
      await refusal("notFound") { try await client.release(missing) }
      await refusal("notFound") { try await client.delete(missing) }
      await refusal("notFound") { _ = try await client.quarantineEntry(missing) }
      await refusal("notFound") { try await client.quarantinedMessage(missing) { _ in } }
      await refusal("notFound") { try await client.releaseQuarantined(missing) }
    }
  }

  @Test func wrongQuestionsSayWhatIsAllowed() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      await refusal("badRequest") { _ = try await client.queue([("limit", "100000")]) }
      await refusal("badRequest") { _ = try await client.queue([("recipient", "nobody")]) }
      await refusal("badRequest") { _ = try await client.quarantine([("reason", "Boredom")]) }
      await refusal("badRequest") { _ = try await client.backup(to: "relative/folder") }
    }
  }

  @Test func quarantinedMessagesComeBackByteForByte() async throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID()).eml")
    defer { try? FileManager.default.removeItem(at: file) }
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    try Data(bytes).write(to: file)
    for content in [MessageContent.bytes(bytes), .file(path: file.path, size: bytes.count)] {
      try await withServer(try FakeGateway(message: content)) { client, gateway in
        var received: [UInt8] = []
        try await client.quarantinedMessage(gateway.id) { received += $0 }
        #expect(received == bytes)
      }
    }
  }

  @Test func quarantineIsListedReleasedAndDeleted() async throws {
    try await withServer(try FakeGateway()) { client, gateway in
      let spam = try await client.quarantine([("reason", "Spam")])
      #expect(spam.items.map(\.subject) == ["Hello"])
      let malware = try await client.quarantine([("reason", "Malware")])
      #expect(malware.items.isEmpty)
      let entry = try await client.quarantineEntry(gateway.id)
      #expect(entry.releasedAt == nil)
      try await client.releaseQuarantined(gateway.id)
      try await client.deleteQuarantined(gateway.id)
    }
  }

  @Test func spoofedPairsAreDecidedListedAndTakenBack() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let pair = try #require(SpoofedSenderPair("contoso.com, 192.0.2.0/24"))
      #expect(try await client.spoofedSenders([("days", "30")]).items.isEmpty)
      try await client.decide(SpoofedPairDocument(organization: nil, pair: pair, action: .allow, note: "a printer"))
      let listed = try await client.spoofedPairs().items
      #expect(listed.map(\.pair) == [pair])
      #expect(listed.first?.organization == "example")
      #expect(listed.first?.note == "a printer")
      await refusal("notFound") {
        try await client.decide(SpoofedPairDocument(organization: "none", pair: pair, action: .block, note: nil))
      }
      try await client.withdraw(pair, organization: "example")
      await refusal("notFound") { try await client.withdraw(pair, organization: "example") }
      await refusal("badRequest") { _ = try await client.spoofedSenders([("days", "31")]) }
    }
  }

  @Test func backupSaysWhatItWroteOrWhyNot() async throws {
    try await withServer(try FakeGateway()) { client, _ in
      let written = try await client.backup(to: "/backup")
      #expect(written.messages == 2)
      let added = try await client.restore(from: "/backup")
      #expect(added.messages == 1)
      await refusal("conflict") { _ = try await client.backup(to: "/full") }
      await refusal("unavailable") { _ = try await client.backup(to: "/broken") }
    }
  }

  @Test func statusTellsWhyNoMailIsTaken() async throws {
    try await withServer(try FakeGateway(), cause: "the disk is full") { client, _ in
      let status = try await client.status()
      #expect(!status.isReady)
      #expect(status.cause == "the disk is full")
      #expect(status.queue.scheduled == 1)
    }
  }

  @Test func theSocketIsForOwnerAndGroupOnly() async throws {
    let path = "/tmp/martlet-\(UUID().uuidString.prefix(8)).sock"
    try await withServer(try FakeGateway(), path: path) { _, _ in
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o660)
    }
  }

  @Test func nobodyAtTheSocketIsOneClearLine() async throws {
    let client = ControlClient(socket: "/tmp/martlet-nobody.sock")
    let error = await #expect(throws: ControlClientError.self) { try await client.status() }
    guard case .noGateway = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let line = try #require(error?.description)
    #expect(line.hasPrefix("no gateway answers at /tmp/martlet-nobody.sock: "))
    #expect(line.hasSuffix("; start it with 'martlet serve'"))
    #expect(!line.contains("\n"))
  }
}

/// `body` is refused with `code`, in one line.
func refusal(_ code: String, _ body: () async throws -> Void) async {
  let error = await #expect(throws: ControlClientError.self) { try await body() }
  guard case .refused(code, let message) = error else {
    Issue.record("expected \(code), got \(String(describing: error))")
    return
  }
  #expect(!message.isEmpty && !message.contains("\n"))
}
