import Foundation
import MailTypes
import MartletTestKit
import SMTPCore
import Testing

/// Every conversation of `Cases/client`, with the server's octets given line by line and one by one.
@Suite struct ClientDialogueTests {
  static func files() throws -> [URL] { try CaseFolder("client").files(endingIn: ".dialogue") }

  @Test(arguments: try files()) func aConversationGoesAsWritten(_ file: URL) throws {
    for isBytewise in [false, true] {
      let dialogue = try ClientDialogue(file)
      if isBytewise, dialogue.isWholeOnly { continue }
      var player = ClientPlayer(dialogue, isBytewise: isBytewise)
      try player.play(dialogue, file.lastPathComponent)
    }
  }
}

/// Plays a dialogue against a session, and holds what the session does against what is written.
private struct ClientPlayer {
  private var session: SMTPClientSession
  private let isBytewise: Bool
  /// What the session did and no line has asked for yet, in the notation of the files.
  private var done: [String] = []

  init(_ dialogue: ClientDialogue, isBytewise: Bool) {
    session = SMTPClientSession(dialogue.configuration)
    self.isBytewise = isBytewise
  }

  mutating func play(_ dialogue: ClientDialogue, _ name: String) throws {
    for step in dialogue.steps {
      switch step {
      case .server(let line): receive(Array((unescaped(line) + "\r\n").utf8))
      case .caller(let event): perform(event, dialogue.transaction)
      case .expected(let line, let text):
        let next = done.isEmpty ? "nothing" : done.removeFirst()
        try #require(next == text, "\(name):\(line)")
      }
    }
    #expect(done == [], "\(name): more than the file says")
  }

  /// `\r\n` within a line: more in the same packet.
  private func unescaped(_ line: String) -> String { line.replacingOccurrences(of: "\\r\\n", with: "\r\n") }

  private mutating func receive(_ bytes: [UInt8]) {
    guard isBytewise else { return note(session.receive(bytes)) }
    for byte in bytes { note(session.receive([byte])) }
  }

  private mutating func perform(_ event: String, _ transaction: SMTPTransaction) {
    switch event {
    case "begin": note(session.begin(transaction))
    case "handshake": note(session.tlsEstablished())
    case "sent": session.contentSent()
    case "lost": note(session.fail(SMTPReply(451, EnhancedStatusCode(4, 4, 2), "lost")))
    case "quit": note(session.quit())
    default: done.append("? \(event)")
    }
  }

  private mutating func note(_ actions: [SMTPClientSession.Action]) {
    for action in actions {
      switch action {
      case .send(let bytes):
        done += String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map { "C: \($0)" }
      case .startTLS: done.append("! startTLS")
      case .ready: done.append("! ready")
      case .sendContent: done.append("! content")
      case .close: done.append("! close")
      case .failed(let reply): done.append("! failed \(reply)")
      case .finished(let result):
        done.append("! finished" + (result.mayTryAnotherHost ? ", another host may do" : ""))
        done += result.replies.map { "= \($0)" }
      }
    }
  }
}
