import Foundation
import MartletTestKit
import Testing

/// The dialogues that are played against the machine in process, here against the binary over a socket.
@Suite("The binary says over a socket what the machine says in process", .serialized)
struct DialogueTests {
  /// What these dialogues expect of a policy of their own, the gateway cannot be configured to.
  private static let needsOwnPolicy = ["16-", "17-", "19-", "24-", "43-"]

  @Test("Every dialogue that asks nothing special of the listener")
  func dialogues() async throws {
    let gateway = try Gateway(recipients: "{file: recipients}", start: false)
    let configuration = try String(contentsOf: gateway.configuration, encoding: .utf8)
    try configuration.replacingOccurrences(of: "mx.example.test", with: "mx.example.org")
      .replacingOccurrences(of: "name: example.test", with: "name: example.org")
      .write(to: gateway.configuration, atomically: true, encoding: .utf8)
    let recipients = ["alice", "bob", "carol", "dave", "admin", "full", "用户", String(repeating: "a", count: 64)]
    try recipients.joined(separator: "\n").write(
      to: gateway.folder.url.appendingPathComponent("recipients"), atomically: true, encoding: .utf8)
    try gateway.start()
    var played = 0
    for dialogue in try DialogueTests.dialogues() where dialogue.options.isEmpty {
      guard !DialogueTests.needsOwnPolicy.contains(where: { dialogue.name.hasPrefix($0) }) else { continue }
      played += 1
      var transport = SocketTransport(connection: try SMTPConnection(port: gateway.port, timeout: 10))
      do {
        try await DialoguePlayer().play(dialogue, over: &transport)
      } catch {
        Issue.record("\(error)")
      }
    }
    #expect(played >= 50)
  }

  private static func dialogues() throws -> [Dialogue] {
    let core = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("SMTPCoreTests/X.swift")
    return try CaseFolder("dialogues", besideFile: core.path).files(endingIn: ".dialogue").map { try Dialogue(contentsOf: $0) }
  }

  @Test("Smuggled end-of-data sequences never make a second message")
  func smuggling() throws {
    guard let data = try SharedFolder.data("suites/smtp-smuggling/smuggling-sequences.json") else { return }
    struct Sequence: Decodable {
      let id: String
      let data_stream_b64: String
    }
    let sequences = try JSONDecoder().decode([Sequence].self, from: data)
    try #require(sequences.count >= 22)
    for sequence in sequences {
      let gateway = try Gateway(settings: "trustedNetworks: [127.0.0.1]\nrelay: \"smtp://127.0.0.1:9\"")
      let connection = try SMTPConnection.greeted(port: gateway.port)
      _ = try connection.command("MAIL FROM:<a@partner.example>")
      _ = try connection.command("RCPT TO:<ada@example.test>")
      _ = try connection.command("DATA")
      try connection.send([UInt8](try #require(Data(base64Encoded: sequence.data_stream_b64))))
      _ = try? connection.reply()
      _ = try? connection.command("QUIT")
      let log = gateway.log.split(separator: "\n").filter { $0.contains("event=message ") && $0.contains("status=accepted") }
      #expect(log.count <= 1, "\(sequence.id)")
    }
  }
}

/// A dialogue's client over a socket in the clear.
private struct SocketTransport: DialogueTransport {
  struct Unsupported: Error {}

  let connection: SMTPConnection

  mutating func send(_ bytes: [UInt8]) async throws { try connection.send(bytes) }
  mutating func receiveLine() async throws -> String? { try? connection.line() }
  mutating func startTLS() async throws { throw Unsupported() }
  mutating func shut() async throws { connection.shut() }
  mutating func isClosed() async throws -> Bool { connection.isClosed() }
}
