import Foundation
import MartletTestKit
import Testing

@Suite("martlet domain check")
struct DomainCheckCommandTests {
  private static let good = """
    {"example.org": {"TXT": ["v=spf1 mx -all"], "MX": ["10 mx.example.org"]}, "mx.example.org": {"A": ["192.0.2.1"]},
     "_dmarc.example.org": {"TXT": ["v=DMARC1; p=reject; rua=mailto:d@example.org"]},
     "_smtp._tls.example.org": {"TXT": ["v=TLSRPTv1; rua=mailto:t@example.org"]},
     "_mta-sts.example.org": {"TXT": ["v=STSv1; id=1"]},
     "s1._domainkey.example.org": {"TXT": ["v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="]}}
    """

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func check(_ zone: String, _ arguments: String...) throws -> CommandResult {
    let file = folder.url.appendingPathComponent("zone.json")
    try zone.write(to: file, atomically: true, encoding: .utf8)
    return try run(
      ["domain", "check", "example.org", "--zone", file.path, "--socket", folder.path + "/none"] + arguments)
  }

  @Test("A domain without faults is told so, and that no gateway was asked for its keys")
  func good() throws {
    let result = try check(Self.good, "--selector", "s1", "--exit-code")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("example.org: nothing is wrong\n"), "\(result.output)")
    #expect(result.output.contains("Selector s1: an Ed25519 key."))
    #expect(
      result.errors.hasPrefix("martlet: the gateway's own DKIM keys are not looked at: no gateway answers at \(folder.path)"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("A fault is the answer no, with what to do and what to publish, for people and as JSON")
  func faults() throws {
    let zone = Self.good.replacingOccurrences(of: "v=spf1 mx -all", with: "v=spf1 mx +all")
    let text = try check(zone, "--selector", "s2", "--exit-code")
    #expect(text.status == 1)
    #expect(text.output.contains("There is no key at s2._domainkey.example.org") && text.output.contains("→ "))

    let json = try check(zone, "--json")
    #expect(json.status == 0)
    let answer = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(answer["domain"] as? String == "example.org" && answer["hasErrors"] as? Bool == true)
    #expect(answer["ownSelectors"] == nil)
    let findings = try #require(answer["findings"] as? [[String: Any]])
    #expect(findings.contains { $0["severity"] as? String == "error" && ($0["id"] as? String)?.hasPrefix("spf.") == true })
    #expect(findings.contains { $0["id"] as? String == "dkim.notChecked" && $0["remedy"] is String })
  }

  @Test("What cannot be asked is an error of its own")
  func usage() throws {
    #expect(try run(["domain", "check", "no domain"]).status == 2)
    let missing = try run(["domain", "check", "example.org", "--zone", folder.path + "/missing"])
    #expect(missing.status != 0 && missing.errors.split(separator: "\n").count == 1)
  }
}
