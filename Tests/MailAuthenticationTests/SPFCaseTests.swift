import DNSResolution
import Foundation
import InternetMessage
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("SPF")
struct SPFCaseTests {
  /// Keys as `martlet check spf --batch` has them.
  private struct Case: Decodable {
    struct Check: Decodable {
      let ip: IPAddress?
      let helo: String?
      let mailFrom: String
      let identity: SPFRequest.Identity?
      let now: Int64?
      let result: SPFResult.Verdict
      let explanation: String?
      let queries: [String]?
    }

    let zone: ZoneResolver
    let checks: [Check]
  }

  @Test("Each case gives the verdict, the explanation and the questions it names")
  func cases() async throws {
    for file in try CaseFolder("spf").files(endingIn: ".json") {
      let json = try JSONDecoder().decode(Case.self, from: try Data(contentsOf: file))
      for check in json.checks {
        let request = SPFRequest(
          client: check.ip ?? .v4(0xC000_0201), helo: check.helo ?? "client.example.net", mailFrom: check.mailFrom,
          identity: check.identity ?? .mailFrom, now: UTCTime(microseconds: (check.now ?? 0) * 1_000_000))
        let result = await SPFEvaluator(resolver: json.zone).evaluate(request)
        let name = "\(file.lastPathComponent) \(check.mailFrom) \(result.reason.map { "\($0)" } ?? "")"
        #expect(result.verdict == check.result, "\(name)")
        #expect(result.explanation == check.explanation, "\(name)")
        if let queries = check.queries { #expect(result.queries.map(\.name) == queries, "\(name)") }
      }
    }
  }

  @Test("A text answer of 64 KB is a permanent error, and so is a record far longer than any honest one")
  func largeAnswers() async throws {
    let terms = (0..<3000).map { " ip4:198.51.\($0 / 250).\($0 % 250)" }.joined()
    let large = String(repeating: "x", count: 70_000)
    for texts in [["v=spf1\(terms) -all"], ["v=spf1 -all", large], ["v=spf1 " + large]] {
      let zone = try JSONSerialization.data(withJSONObject: ["example.org": ["TXT": texts]])
      let resolver = try ZoneResolver(text: Array(zone), source: "large")
      let result = await SPFEvaluator(resolver: resolver).evaluate(request("u@example.org"))
      #expect(result.verdict == .permerror)
    }
  }

  @Test("Received-SPF cannot be broken out of by what a client sends")
  func receivedField() async throws {
    let resolver = try ZoneResolver(text: Array("{}".utf8), source: "empty")
    for hostile in ["a\r\nX-Evil: 1@example.org", "\")\\(@example.org", String(repeating: "é", count: 3000) + "@example.org"] {
      let request = SPFRequest(client: .v4(0xC000_0201), helo: hostile, mailFrom: hostile, now: UTCTime(microseconds: 0))
      let field = ReceivedSPFField(await SPFEvaluator(resolver: resolver).evaluate(request), of: request).description
      #expect(field.hasPrefix("Received-SPF: none (unknown: "))
      #expect(field.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
      #expect(field.utf8.count < 998)
    }
  }

  @Test("Received-SPF says who was checked and what matched")
  func receivedFieldOfPass() async throws {
    let zone = #"{"example.org": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]}}"#
    let request = SPFRequest(
      client: .v4(0xC000_0201), helo: "mail.example.org", mailFrom: "u@example.org", receiver: "mx.example.net",
      now: UTCTime(microseconds: 0))
    let result = await SPFEvaluator(resolver: try ZoneResolver(text: Array(zone.utf8), source: "pass")).evaluate(request)
    #expect(
      ReceivedSPFField(result, of: request).description
        == "Received-SPF: pass (mx.example.net: domain of example.org designates 192.0.2.1 as permitted sender) "
        + "client-ip=192.0.2.1; envelope-from=\"u@example.org\"; helo=mail.example.org; receiver=mx.example.net; "
        + "mechanism=\"ip4:192.0.2.0/24\"; identity=mailfrom")
  }

  @Test(
    "The purported responsible address is that of the last who sent it on",
    arguments: [
      ("From: a@example.org\r\n", "a@example.org"),
      ("From: a@example.org\r\nSender: b@example.org\r\n", "b@example.org"),
      ("Resent-From: c@example.org\r\nFrom: a@example.org\r\nSender: b@example.org\r\n", "c@example.org"),
      ("Resent-Sender: d@example.org\r\nResent-From: c@example.org\r\nFrom: a@example.org\r\n", "d@example.org"),
      ("Resent-From: c@example.org\r\nReceived: x\r\nResent-Sender: d@example.org\r\nFrom: a@example.org\r\n", "c@example.org"),
      ("Sender: \r\nFrom: a@example.org\r\n", "a@example.org"),
      ("From: a@example.org, b@example.org\r\n", nil),
      ("From: a@example.org\r\nFrom: b@example.org\r\n", nil),
      ("Subject: none\r\n", nil),
    ])
  func purportedResponsibleAddress(header: String, expected: String?) {
    let found = PurportedResponsibleAddress.select(HeaderBlock(Array((header + "\r\n").utf8)))
    #expect(found.map { "\($0)" } == expected)
  }

  private func request(_ mailFrom: String) -> SPFRequest {
    SPFRequest(client: .v4(0xC000_0201), helo: "client.example.net", mailFrom: mailFrom, now: UTCTime(microseconds: 0))
  }
}
