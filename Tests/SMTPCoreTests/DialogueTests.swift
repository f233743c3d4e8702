import Foundation
import MartletTestKit
import Testing

/// Every file under `Cases/dialogues` is a promise about what the server says.
struct DialogueTests {
  static func dialogues() throws -> [Dialogue] {
    try CaseFolder("dialogues").files(endingIn: ".dialogue").map { try Dialogue(contentsOf: $0) }
  }

  @Test(arguments: SessionTransport.Feeding.allCases)
  func theServerSaysWhatTheDialogueSays(feeding: SessionTransport.Feeding) async throws {
    for dialogue in try DialogueTests.dialogues() {
      // `@whole`: what is promised depends on octets that arrive together.
      if feeding == .single, dialogue.option("whole") != nil { continue }
      do {
        let setup = try DialogueSetup(dialogue)
        var transport = SessionTransport(
          setup.configuration, client: setup.client, feeding: feeding, isEarly: setup.isEarly)
        try await DialoguePlayer().play(dialogue, over: &transport)
        if let more = transport.receiveLine() { Issue.record("\(dialogue.name): the server goes on with \"\(more)\"") }
      } catch {
        Issue.record("\(error)")
      }
    }
  }
}
