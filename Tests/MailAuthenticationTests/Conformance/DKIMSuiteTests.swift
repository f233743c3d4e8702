import Foundation
import MailAuthentication
import MailTypes
import MartletTestKit
import Testing

@Suite("Conformance of DKIM")
struct DKIMSuiteTests {
  @Test("Verifications that dkimpy recorded come out as it has them")
  func dkimpy() async throws {
    guard let cases = try SignatureSuite.cases("dkim-dkimpy/recorded-verify-cases.json") else { return }
    var report = try ConformanceReport(
      suite: "dkim-dkimpy",
      subject: "Messages signed by, and checked with, dkimpy's own tests: whether the signature of each run passes.",
      reasons: SignatureSuite.reasons("dkim-dkimpy"))
    for (index, item) in cases.enumerated() {
      let name = (item["test"] as? String ?? "").split(separator: ".").last.map(String.init) ?? ""
      report.record("\(index) \(name)", agrees: try await agrees(item))
    }
    for (index, item) in (try SignatureSuite.cases("dkim-dkimpy/canonicalization.json") ?? []).enumerated() {
      report.record("canonical \(index) \(item["test"] ?? "")", agrees: canonical(item))
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  private func agrees(_ item: [String: Any]) async throws -> Bool {
    let records = (item["dns"] as? [String: [String: Any]] ?? [:]).compactMapValues { $0["txt"] as? String }
    let message = SignatureSuite.message(base64: item["message_b64"])
    // The recording is of this instant.
    let now = SignatureSuite.time(1_795_367_700)
    if item["kind"] as? String == "arc" {
      let result = await ARCValidator(resolver: KeyZone(texts: records), now: now).validate(message)
      return result.verdict.rawValue == item["result"] as? String
    }
    var options = DKIMOptions(allowLegacyAlgorithms: item["minkey"] as? Int == 512)
    if item["tlsrpt"] as? Bool == true { options.service = .tlsReport }
    if item["tlsrpt"] as? String == "strict" { options.service = .declaredTLSReport }
    let results = await DKIMVerifier(resolver: KeyZone(texts: records), now: now, options: options).verify(message)
    let index = item["idx"] as? Int ?? 0
    let passes = index < results.count && results[index].verdict == .pass
    return passes == (item["result"] as? Bool == true)
  }

  private func canonical(_ item: [String: Any]) -> Bool {
    let name = item["test"] as? String ?? ""
    let algorithm = name.contains("Relaxed") ? DKIMCanonicalization.Algorithm.relaxed : .simple
    if let input = item["input"] as? String {
      let output = CanonicalText.body(input, algorithm)
      return output == item["expected"] as? String
    }
    guard let input = item["input"] as? [[String]], let expected = item["expected"] as? [[String]] else { return false }
    return zip(input, expected).allSatisfy { CanonicalText.field($0[0] + ":" + $0[1], algorithm) == $1[0] + ":" + $1[1] }
  }

  @Test("Mail::DKIM's corpus: by today's standards, and as recorded where what they forbid is allowed")
  func mailDKIM() async throws {
    guard let cases = try SignatureSuite.cases("dkim-maildkim/manifest.json") else { return }
    let zone = KeyZone(try mailDKIMAnswers())
    var report = try ConformanceReport(
      suite: "dkim-maildkim",
      subject: "The best result of each message: by RFC 6376, RFC 8301 and RFC 8463, and (`legacy`) as Mail::DKIM recorded it "
        + "before them, with the switch that allows what they forbid.",
      reasons: SignatureSuite.reasons("dkim-maildkim"))
    for item in cases {
      let file = item["file"] as? String ?? ""
      let message = try SignatureSuite.message(file: "dkim-maildkim/" + file)
      for isLegacy in [false, true] {
        let verifier = DKIMVerifier(
          resolver: zone, now: SignatureSuite.time(1_750_000_000), options: DKIMOptions(allowLegacyAlgorithms: isLegacy))
        let verdicts = await verifier.verify(message).map(\.verdict)
        let agrees = isLegacy ? agreesWithRecord(verdicts, item) : agreesWithStandard(verdicts, item)
        report.record(file.dropFirst(7) + (isLegacy ? " legacy" : ""), agrees: agrees)
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }

  private func mailDKIMAnswers() throws -> [String: DNSAnswer] {
    try SignatureSuite.object("dkim-maildkim/dns.json").compactMapValues { value in
      guard let entry = value as? [String: Any] else { return nil }
      if let text = entry["txt"] as? String { return KeyZone.answer(text) }
      return entry["error"] as? String == "SERVFAIL" ? .failure("SERVFAIL") : entry["error"] == nil ? .nameError : .timeout
    }
  }

  private func agreesWithRecord(_ verdicts: [DKIMResult.Verdict], _ item: [String: Any]) -> Bool {
    // DomainKeys (RFC 4870) is no DKIM: such messages have no signature.
    if item["domainkeys_only"] as? Bool == true { return verdicts.isEmpty }
    switch item["expected_result"] as? String {
    case "pass": return verdicts.contains(.pass)
    case "fail": return !verdicts.contains(.pass) && verdicts.contains(.fail)
    default: return !verdicts.isEmpty && verdicts.allSatisfy { $0 == .permerror || $0 == .temperror }
    }
  }

  /// The manifest says what the standards ask for where it is not what was recorded: `disputed` names what they forbid.
  private func agreesWithStandard(_ verdicts: [DKIMResult.Verdict], _ item: [String: Any]) -> Bool {
    switch item["rfc6376_8301_expected"] as? String {
    case "none": verdicts.isEmpty
    case "permerror": !verdicts.isEmpty && verdicts.allSatisfy { $0 == .permerror }
    default:
      (item["disputed"] as? [String] ?? []).isEmpty
        ? agreesWithRecord(verdicts, item) : !verdicts.isEmpty && !verdicts.contains(.pass)
    }
  }

  @Test("Stalwart's messages: the last signature, and the chain")
  func stalwart() async throws {
    guard let cases = try SignatureSuite.cases("dkim-stalwart/manifest.json") else { return }
    var report = try ConformanceReport(
      suite: "dkim-stalwart", subject: "The last signature, or the chain, of messages in Stalwart's tests.",
      reasons: SignatureSuite.reasons("dkim-stalwart"))
    for item in cases {
      let file = item["file"] as? String ?? ""
      let message = try SignatureSuite.message(file: "dkim-stalwart/" + file)
      let zone = KeyZone(texts: item["dns"] as? [String: String] ?? [:])
      let now = SignatureSuite.time(item["now"] as? Int ?? 0)
      if let expected = item["expected_arc"] as? String {
        let result = await ARCValidator(resolver: zone, now: now).validate(message)
        report.record(file, agrees: result.verdict.rawValue == expected)
      } else {
        let results = await DKIMVerifier(resolver: zone, now: now).verify(message)
        report.record(file, agrees: results.last?.verdict.rawValue == item["expected_last_signature"] as? String)
      }
    }
    let problems = try report.problems()
    #expect(problems == [])
  }
}
