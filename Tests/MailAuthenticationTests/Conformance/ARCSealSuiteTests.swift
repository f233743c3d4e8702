import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of ARC sealing")
struct ARCSealSuiteTests {
  @Test("Seals of ValiMail's suite, to the octet")
  func sealing() async throws {
    guard let cases = try SignatureSuite.cases("arc-valimail/sign-flat.json") else { return }
    var report = try ConformanceReport(
      suite: "arc-valimail-sign",
      subject: "The tags of ARC-Seal and ARC-Message-Signature, their signatures included, and ARC-Authentication-Results.",
      reasons: SignatureSuite.reasons("arc-valimail-sign"))
    for item in cases { report.record(item["name"] as? String ?? "", agrees: try await agrees(item)) }
    let problems = try report.problems()
    #expect(problems == [])
  }

  private func agrees(_ item: [String: Any]) async throws -> Bool {
    func text(_ key: String) -> String { item[key] as? String ?? "" }
    let message = SignatureSuite.message(base64: item["message_b64"])
    let time = SignatureSuite.time(item["t"] as? Int ?? 0)
    let zone = KeyZone(texts: item["txt_records"] as? [String: String] ?? [:])
    let key = try DKIMSigningKey(pem: text("private_key"))
    let sealer = ARCSealer(
      domain: try #require(DomainName(text("domain"))),
      selector: .init(try #require(DomainName(text("selector"))), key),
      fields: SignedFields(sealed: [], present: text("sig_headers").split(separator: ":").map(String.init)))
    let fields = try sealer.seal(
      message, chain: await ARCValidator(resolver: zone, now: time).validate(message).verdict,
      results: AuthenticationResults(merging: message, authservID: text("srv_id")), at: time)
    let expected = ["ARC-Seal:" + text("AS"), "ARC-Message-Signature:" + text("AMS")]
    let results = "ARC-Authentication-Results:" + text("AAR")
    return zip(fields, expected).allSatisfy { tags($0) == tags($1) } && words(fields[2]) == words(results)
  }

  /// Tags by name, without white space.
  private func tags(_ field: String) -> [String: String] {
    let value = field.drop { $0 != ":" }.dropFirst().filter { !$0.isWhitespace }
    return value.split(separator: ";").reduce(into: [:]) { tags, tag in
      let parts = tag.split(separator: "=", maxSplits: 1)
      tags[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
    }
  }

  private func words(_ field: String) -> [String] {
    field.drop { $0 != ":" }.dropFirst().split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
