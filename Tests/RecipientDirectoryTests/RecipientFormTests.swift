import Foundation
import GatewayConfiguration
import MailTypes
import MartletTestKit
import RecipientDirectory
import Testing

/// Never an open relay: `Cases/forms.txt` says what every form of address is.
@Suite struct RecipientFormTests {
  @Test func everyFormIsWhatTheTableSays() async throws {
    let folder = try RecipientFolder()
    try folder.write("list", "ada\no'neil\n\"b c\"@ours.example\n")
    let directory = try folder.directory([
      DomainSettings(
        name: domain("ours.example"), kind: .authoritative, recipients: .file(path: folder.path("list")), nextHop: hop),
      DomainSettings(name: domain("bücher.example"), kind: .authoritative, recipients: .any, nextHop: hop),
      DomainSettings(name: domain("relay.example"), kind: .internalRelay, recipients: .any, nextHop: hop),
    ])
    let table = try #require(try CaseFolder("").files(endingIn: "forms.txt").first)
    var rows = 0
    for line in try String(contentsOf: table, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
      let expected = line.prefix { $0 != " " }
      let text = line.dropFirst(expected.count).drop { $0 == " " }
      rows += 1
      guard let address = EmailAddress(text) else {
        #expect(expected == "notAnAddress", "\(text)")
        continue
      }
      #expect(await directory.classify(address).word == expected, "\(text)")
    }
    #expect(rows > 40)
  }

  @Test func repliesAreTheOnesSendersKnow() {
    #expect(
      RecipientClass.unknownRecipient(.authoritative).refusal?.reply.description
        == "550 5.4.1 Recipient address rejected: Access denied")
    #expect(RecipientClass.unknownRecipient(.internalRelay).refusal?.reply.description.hasPrefix("550 5.7.1 ") == true)
    #expect(RecipientClass.notOurs.refusal?.reply.description == "550 5.7.1 Relaying denied")
    #expect(RecipientClass.hiddenRoute.refusal?.reply.description == "550 5.7.1 Relaying denied")
    #expect(RecipientClass.undecided(cause: "").refusal?.reply.isTransientFailure == true)
  }
}

extension RecipientClass {
  var word: String {
    switch self {
    case .local: "local"
    case .unknownRecipient: "unknown"
    case .undecided: "undecided"
    case .hiddenRoute: "hiddenRoute"
    case .notOurs: "notOurs"
    }
  }
}
