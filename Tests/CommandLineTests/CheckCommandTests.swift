import Foundation
import Testing

@Suite("martlet check")
struct CheckCommandTests {
  private let zone = """
    {"example.org": {"TXT": ["v=spf1 ip4:192.0.2.1 -all exp=why.example.org"]}, "why.example.org": {"TXT": ["not %{i}"]},
     "_dmarc.example.org": {"TXT": ["v=DMARC1; p=reject; sp=quarantine"]}}
    """

  @Test("Lines are answered in order, and one that cannot be used does not end the run")
  func spfBatch() throws {
    let zone = zone.replacingOccurrences(of: "\n", with: " ")
    let lines = [
      #"{"ip": "192.0.2.9", "helo": "h.example", "mailFrom": "u@example.org", "zone": \#(zone)}"#, "nonsense", "",
      #"{"ip": "nowhere", "mailFrom": "u@example.org"}"#,
      #"{"ip": "192.0.2.1", "mailFrom": "<u@example.org>", "zone": \#(zone)}"#,
      #"{"ip": "192.0.2.1", "mailFrom": "u@example.org", "zone": {"example.org": "TIMEOUT"}}"#,
    ]
    let result = try run(["check", "spf", "--batch"], input: lines.joined(separator: "\n") + "\n")
    #expect(result.status == 0)
    let answers = try objects(result)
    try #require(answers.count == lines.count)
    #expect(answers[0]["result"] as? String == "fail")
    #expect(answers[0]["explanation"] as? String == "not 192.0.2.9")
    #expect(answers[0]["queries"] as? [String] == ["example.org", "why.example.org"])
    #expect((answers[0]["header"] as? String)?.hasPrefix("Received-SPF: fail (") == true)
    for answer in answers[1...3] { #expect(answer["error"] is String) }
    #expect(answers[4]["result"] as? String == "pass")
    #expect(answers[4]["explanation"] is NSNull)
    #expect(answers[5]["result"] as? String == "temperror")
  }

  @Test("DMARC says which policy applies, by either standard")
  func dmarcBatch() throws {
    let zone = zone.replacingOccurrences(of: "\n", with: " ")
    let lines = [
      #"{"headerFrom": "U <u@a.example.org>", "dkim": [{"result": "pass", "domain": "example.org"}], "zone": \#(zone)}"#,
      #"{"headerFrom": "u@a.example.org", "zone": \#(zone), "options": {"dmarc": "7489"}}"#,
      #"{"headerFrom": "u@a.example.org", "zone": \#(zone), "options": {"dmarc": "1"}}"#,
      #"{"message": "\#(Data("From: u@example.org\n\nx".utf8).base64EncodedString())", "zone": \#(zone)}"#,
    ]
    let answers = try objects(try run(["check", "dmarc", "--batch"], input: lines.joined(separator: "\n") + "\n"))
    try #require(answers.count == lines.count)
    #expect(answers[0]["result"] as? String == "pass")
    #expect(answers[0]["dkimAligned"] as? Bool == true)
    #expect(answers[0]["spfAligned"] as? Bool == false)
    #expect(answers[0]["policy"] as? String == "reject")
    #expect(answers[0]["subdomainPolicy"] as? String == "quarantine")
    #expect(answers[0]["appliedPolicy"] as? String == "quarantine")
    #expect(answers[0]["queries"] as? [String] == ["_dmarc.a.example.org", "_dmarc.example.org", "_dmarc.org"])
    #expect(answers[1]["result"] as? String == "fail")
    #expect(answers[1]["queries"] as? [String] == ["_dmarc.a.example.org", "_dmarc.example.org"])
    #expect(answers[2]["error"] is String)
    #expect(answers[3]["appliedPolicy"] as? String == "reject")
  }

  @Test("A zone file answers the command and all lines that have no zone of their own")
  func zoneFile() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-check-\(UUID()).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(zone.utf8).write(to: file)
    let one = try run(["check", "spf", "--ip", "192.0.2.1", "--mail-from", "u@example.org", "--zone", file.path])
    #expect(one.output.hasPrefix("Result:     pass\n"))
    let batch = try run(
      ["check", "spf", "--batch", "--zone", file.path], input: #"{"ip": "192.0.2.1", "mailFrom": "u@example.org"}"#)
    #expect(try objects(batch).first?["result"] as? String == "pass")
  }

  @Test(
    "What is missing is said on one line",
    arguments: [
      ["check", "spf"], ["check", "spf", "--ip", "x"], ["check", "spf", "--ip", "192.0.2.1"], ["check", "dmarc"],
      ["check", "dmarc", "--from", "u@example.org", "--spf", "pass"], ["check", "spf", "--batch", "--zone", "/nowhere"],
    ])
  func usage(arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 2)
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  private func objects(_ result: CommandResult) throws -> [[String: Any]] {
    try result.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }
}
