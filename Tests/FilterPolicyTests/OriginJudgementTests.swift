import FilterPolicy
import MailTypes
import Testing

@Suite("Blocked languages and regions")
struct OriginJudgementTests {
  private func decision(
    language: String? = nil, country: String? = nil, direction: MailDirection = .inbound, isEnabled: Bool = true,
    languages: [String] = [], regions: [String] = []
  ) throws -> Decision {
    var policies = OrganizationPolicies()
    policies.antiSpam.fallback.enableLanguageBlockList = isEnabled
    policies.antiSpam.fallback.enableRegionBlockList = isEnabled
    policies.antiSpam.fallback.languageBlockList = Set(languages.compactMap { BlockableLanguage(policyText: $0) })
    policies.antiSpam.fallback.regionBlockList = Set(regions.compactMap { BlockableRegion(policyText: $0) })
    return evaluate(
      Findings(
        language: language, country: country, signals: [], entities: Entities(sender: "", clientAddress: .v4(0xC000_0201)),
        engine: "test"),
      context: EvaluationContext(traceID: TraceID(), direction: direction),
      snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org", policies: policies),
      recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0), counterfactuals: .all)
  }

  @Test(
    "A message in a listed language is spam, and the explanation names policy and language",
    arguments: [(String?, [String], String?)]([
      ("de", ["DE", "FR"], "DE"), ("zh-tw", ["ZH-TW"], "ZH-TW"), ("nb", ["NB"], "NB"), ("wen", ["WEN"], "WEN"),
      ("se", ["SE"], "SE"), ("br", ["BR"], "BR"), ("zh-cn", ["ZH-TW"], nil), ("nn", ["NB"], nil), ("de", [], nil),
      ("gd", ["GA"], nil), (nil, ["DE"], nil),
    ]))
  func languages(language: String?, list: [String], matched: String?) throws {
    let decision = try decision(language: language, languages: list)
    #expect(decision.verdict == (matched == nil ? .notSpam : .spam))
    guard let matched else { return }
    #expect((decision.scl, decision.category, decision.action) == (6, .spam, .moveToJunk))
    #expect(
      decision.because.contains("policy Default blocks the language \(matched), which the text is in: spam, SCL 6"),
      "\(decision.because)")
    #expect(decision.wouldChangeIf?.contains("languageBlockList") == true, "\(decision.wouldChangeIf ?? "")")
    #expect(decision.headers.contains { $0.contains("LANG:\(language ?? "");") && $0.contains("CAT:SPM;") })
  }

  @Test(
    "A message of a client in a listed region is spam; islands with a code of their own are found by that of ISO 3166",
    arguments: [(String?, [String], String?)]([
      ("AT", ["AT"], "AT"), ("BQ", ["XE"], "XE"), ("BQ", ["XS"], "XS"), ("SJ", ["XJ"], "XJ"), ("BQ", ["BQ", "XE"], "BQ"),
      ("AT", ["DE"], nil), ("NL", ["XE", "XS", "BQ"], nil), ("NO", ["XJ", "SJ"], nil), (nil, ["AT"], nil), ("AT", [], nil),
    ]))
  func regions(country: String?, list: [String], matched: String?) throws {
    let decision = try decision(country: country, regions: list)
    #expect(decision.verdict == (matched == nil ? .notSpam : .spam))
    guard let matched else { return }
    #expect(
      decision.because.contains { $0.hasPrefix("policy Default blocks the region \(matched), where the client 192.0.2.1") })
    #expect(decision.wouldChangeIf?.contains("regionBlockList") == true, "\(decision.wouldChangeIf ?? "")")
    #expect(decision.headers.contains { $0.contains("CTRY:\(country ?? "");") })
  }

  @Test("Lists count only where they are switched on, and for mail of strangers")
  func limits() throws {
    #expect(try decision(language: "de", isEnabled: false, languages: ["DE"]).verdict == .notSpam)
    #expect(try decision(country: "AT", isEnabled: false, regions: ["AT"]).verdict == .notSpam)
    for direction in [MailDirection.outbound, .internal] {
      #expect(
        try decision(language: "de", country: "AT", direction: direction, languages: ["DE"], regions: ["AT"]).verdict
          == .notSpam)
    }
  }
}
