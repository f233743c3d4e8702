import Foundation
import MailTransport
import MailTypes
import MartletTestKit
import NIOCore
import SMTPCore
import Testing

/// Messages too large for memory.
struct LargeMessageTests {
  private static let line = Array((String(repeating: "x", count: 70) + "\r\n").utf8)
  /// About 720 kB.
  private static let content = Array("Subject: large\r\n\r\n".utf8) + repeatElement(line, count: 10_000).joined()

  private func beginData(_ client: inout SocketClient) async throws {
    _ = try await client.say("MAIL FROM:<bob@sender.example>")
    _ = try await client.say("RCPT TO:<alice@example.org>")
    #expect(try await client.say("DATA")?.hasPrefix("354") == true)
  }

  private func files(in folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
  }

  @Test func theyGoToAFileThatTheDelegateThenOwns() async throws {
    let folder = try TemporaryFolder()
    let server = try await TestServer.start(delegate: PolicyDelegate(folder: folder))
    var client = try await server.greeted()
    try await beginData(&client)
    try await client.send(Self.content)
    #expect(try await client.say(".")?.hasPrefix("250 2.6.0") == true)
    let message = try #require(server.delegate.messages.first)
    guard case .file(let path, let size) = message.content else {
      Issue.record("not in a file")
      return
    }
    #expect(size == Self.content.count)
    let isUntouched = try Array(Data(contentsOf: URL(fileURLWithPath: path))) == Self.content
    #expect(isUntouched)
    await server.stop()
    #expect(try files(in: folder).count == 1)
  }

  @Test func sharedMemoryRunningOutSendsEvenSmallOnesThere() async throws {
    let folder = try TemporaryFolder()
    let server = try await TestServer.start(
      delegate: PolicyDelegate(folder: folder), resources: SMTPServerResources(maximumBodyMemory: 10))
    var client = try await server.greeted()
    try await beginData(&client)
    try await client.send(Array("Subject: more than ten octets\r\n".utf8))
    #expect(try await client.say(".")?.hasPrefix("250 2.6.0") == true)
    guard case .file = server.delegate.messages.first?.content else {
      Issue.record("not in a file")
      return
    }
    await server.stop()
  }

  @Test func whereNoFileCanBeMadeTheClientIsAskedToComeAgain() async throws {
    let server = try await TestServer.start(delegate: PolicyDelegate(folder: nil))
    var client = try await server.greeted()
    try await beginData(&client)
    try await client.send(Self.content)
    #expect(try await client.say(".")?.hasPrefix("451 4.3.0") == true)
    #expect(try await client.say("NOOP") == "250 2.0.0 OK")
    #expect(server.delegate.messages.isEmpty)
    await server.stop()
  }

  @Test func oneThatIsRefusedLeavesNoFile() async throws {
    let folder = try TemporaryFolder()
    var configuration = try TestServer.configuration()
    configuration.limits.messageSize = 500_000
    let server = try await TestServer.start(configuration, delegate: PolicyDelegate(folder: folder))
    var client = try await server.greeted()
    try await beginData(&client)
    try await client.send(Self.content)
    #expect(try await client.say(".")?.hasPrefix("552 5.3.4") == true)
    #expect(server.delegate.messages.isEmpty)
    await server.stop()
    try await eventually { try files(in: folder).isEmpty }
  }

  @Test func oneThatBreaksOffLeavesNoFile() async throws {
    let folder = try TemporaryFolder()
    let server = try await TestServer.start(delegate: PolicyDelegate(folder: folder))
    var client = try await server.greeted()
    try await beginData(&client)
    try await client.send(Self.content)
    try await eventually { try !files(in: folder).isEmpty }
    try await client.channel.close()
    await server.stop()
    try await eventually { try files(in: folder).isEmpty }
    #expect(server.resources.bodyMemory == 0)
  }

  /// Waits for what happens on another thread; the time limit of the test run is the only one.
  private func eventually(_ condition: () throws -> Bool) async throws {
    while try !condition() { await Task.yield() }
  }
}
