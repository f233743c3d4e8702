import Foundation
import MailTransport
import MailTypes
import MartletTestKit
import NIOCore
import SMTPCore
import Testing

/// The dialogues of the session, over sockets and TLS: the handler adds nothing and loses nothing.
struct ListenerDialogueTests {
  private static func dialogues() throws -> [Dialogue] {
    let neighbour = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("SMTPCoreTests/DialogueTests.swift")
    return try CaseFolder("dialogues", besideFile: neighbour.path).files(endingIn: ".dialogue")
      .map { try Dialogue(contentsOf: $0) }
      // A client at an address of its choice is for the session alone.
      .filter { $0.option("client") == nil }
  }

  @Test(arguments: [false, true])
  func theListenerSaysWhatTheDialogueSays(decidesLate: Bool) async throws {
    let certificate = try TestCertificate(commonName: DialoguePolicy.hostname)
    for dialogue in try ListenerDialogueTests.dialogues() {
      let server = try await TestServer.start(
        try configuration(for: dialogue),
        delegate: PolicyDelegate(isLMTP: dialogue.option("lmtp") != nil, isLate: decidesLate),
        tls: dialogue.option("tls") == nil ? nil : try certificate.source())
      do {
        var client = try await server.connect()
        try await DialoguePlayer().play(dialogue, over: &client)
        try? await client.channel.close()
      } catch {
        Issue.record("\(error)")
      }
      await server.stop()
      #expect(server.resources.connections == 0)
      #expect(server.resources.bodyMemory == 0, "\(dialogue.name)")
    }
  }

  private func configuration(for dialogue: Dialogue) throws -> SMTPListenerConfiguration {
    var configuration = try TestServer.configuration()
    let loopback = [try #require(IPNetwork("127.0.0.0/8"))]
    configuration.isLMTP = dialogue.option("lmtp") != nil
    configuration.offersAuthentication = dialogue.option("auth") != nil
    if dialogue.option("xclient") != nil { configuration.xclientNetworks = loopback }
    if dialogue.option("xforward") != nil { configuration.xforwardNetworks = loopback }
    if dialogue.option("proxy") != nil { configuration.proxyNetworks = loopback }
    if dialogue.option("early") != nil { configuration.bannerDelay = .milliseconds(500) }
    for option in dialogue.options where option.name == "limit" {
      try setLimit(option.value, of: &configuration.limits)
    }
    return configuration
  }

  private func setLimit(_ text: String, of limits: inout SMTPServerLimits) throws {
    let words = text.split(separator: " ")
    let value = try #require(words.last.flatMap { Int($0) })
    switch words.first {
    case "messageSize": limits.messageSize = value
    case "headerSize": limits.headerSize = value
    case "recipients": limits.recipients = value
    case "errors": limits.errors = value
    case "failedAuthentications": limits.failedAuthentications = value
    case "refusedRecipients": limits.refusedRecipients = value
    case "commandsWithoutMail": limits.commandsWithoutMail = value
    default: Issue.record("unknown limit in a dialogue: \(text)")
    }
  }
}
