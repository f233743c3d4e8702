import FilterPolicy
import MailTypes
import Testing

/// eop-spec §3.4: what a policy does about each row of the table. That messages have the traits is for the tests of the scan.
@Suite("Advanced spam filter")
struct AdvancedSpamTests {
  /// A row: the parameter, what makes it hit, the text of the field, the effect, and whether it can be tested.
  struct Row: CustomTestStringConvertible {
    let parameter: String
    let text: String
    let effect: String
    let isTestable: Bool
    let hit: @Sendable (inout Findings, inout EvaluationContext) -> Void

    var testDescription: String { parameter }

    init(_ parameter: String, _ text: String, _ effect: String, _ kind: MessageTrait.Kind) {
      self.init(parameter, text, effect) { findings, _ in findings.traits = [MessageTrait(kind, "detail")] }
    }

    init(
      _ parameter: String, _ text: String, _ effect: String, isTestable: Bool = true,
      _ hit: @escaping @Sendable (inout Findings, inout EvaluationContext) -> Void
    ) {
      self.parameter = parameter
      self.text = text
      self.effect = effect
      self.isTestable = isTestable
      self.hit = hit
    }
  }

  static let rows = [
    Row("IncreaseScoreWithBizOrInfoUrls", "URL to .biz or .info websites", "raise", .bizOrInfoLink),
    Row("IncreaseScoreWithImageLinks", "Image links to remote sites", "raise", .imageLink),
    Row("IncreaseScoreWithNumericIps", "Numeric IP in URL", "raise", .numericLink),
    Row("IncreaseScoreWithRedirectToOtherPort", "URL redirect to other port", "raise", .otherPort),
    Row("MarkAsSpamEmptyMessages", "Empty Message", "9", .empty),
    Row("MarkAsSpamJavaScriptInHtml", "Javascript or VBscript tags in HTML", "9", .script),
    Row("MarkAsSpamObjectTagsInHtml", "Object tag in html", "9", .object),
    Row("MarkAsSpamFramesInHtml", "IFRAME or FRAME in HTML", "9", .frame),
    Row("MarkAsSpamEmbedTagsInHtml", "Embed tag in html", "9", .embed),
    Row("MarkAsSpamFormTagsInHtml", "Form tag in html", "9", .form),
    Row("MarkAsSpamWebBugsInHtml", "Web bug", "9", .webBug),
    Row("MarkAsSpamSensitiveWordList", "Sensitive word in subject/body", "9") { findings, _ in
      findings.traits = [MessageTrait(.sensitiveWord, "replica watches")]
    },
    Row("MarkAsSpamSpfRecordHardFail", "SPF Record Fail", "9", isTestable: false) { findings, _ in
      findings.authentication.spf = SPFFacts(result: "fail", domain: "example.com", isAligned: false)
    },
    Row("MarkAsSpamFromAddressAuthFail", "SPF From Record Fail", "6", isTestable: false) { findings, _ in
      findings.authentication.senderID = SenderIDFacts(result: "fail", domain: "example.com")
    },
    Row("MarkAsSpamNdrBackscatter", "Backscatter NDR", "6", isTestable: false) { findings, context in
      findings.traits = [MessageTrait(.bounce, "1@example.org")]
      context.returnsSentMail = false
    },
  ]

  private func decision(
    _ row: Row, _ value: String, direction: MailDirection = .inbound, score: Double = 0, hits: Bool = true,
    policies change: (inout OrganizationPolicies) throws -> Void = { _ in }
  ) throws -> Decision {
    var policies = OrganizationPolicies()
    let parameter = try #require(AntiSpamPolicy.parameter(row.parameter))
    try parameter.set(&policies.antiSpam.fallback, .text(value))
    try change(&policies)
    let signals = score == 0 ? [] : [Signal(id: "test.some", weight: score, sentence: "Some")]
    var findings = Findings(
      probabilities: .init(spam: SpamScale.probability(ofScore: score)), signals: signals,
      entities: Entities(sender: "a@example.com", from: "a@example.com", clientAddress: .v4(0xC000_0201)), engine: "test")
    var context = EvaluationContext(traceID: TraceID(), direction: direction)
    if hits { row.hit(&findings, &context) }
    return evaluate(
      findings, context: context,
      snapshot: PolicySnapshot(organization: "example", hostname: "mx.example.org", policies: policies),
      recipient: try #require(EmailAddress("user@example.org")), now: UTCTime(microseconds: 0), counterfactuals: .all)
  }

  private func customFields(_ decision: Decision) -> [String] { decision.headers.filter { $0.hasPrefix("X-CustomSpam:") } }

  @Test("A setting that is on marks or raises, adds its field, and says so; switched off it would not", arguments: rows)
  func on(row: Row) throws {
    let decision = try decision(row, "On", score: row.effect == "raise" ? 3.5 : 0)
    #expect(customFields(decision) == ["X-CustomSpam: \(row.text)"])
    let expected: (Verdict, Int) =
      switch row.effect {
      case "9": (.highConfidenceSpam, 9)
      case "6": (.spam, 6)
      default: (.spam, 5)
      }
    #expect((decision.verdict, decision.scl) == expected)
    #expect(decision.because.contains { $0.contains(row.text) }, "\(decision.because)")
    #expect(decision.wouldChangeIf?.lowercased().contains("\(row.parameter.lowercased()) off") == true, "\(decision)")
  }

  @Test("Off, or where the message has nothing of it, nothing happens", arguments: rows)
  func off(row: Row) throws {
    for decision in [try decision(row, "Off"), try decision(row, "On", hits: false)] {
      #expect((decision.verdict, decision.scl) == (.notSpam, 1))
      #expect(customFields(decision).isEmpty)
    }
  }

  @Test("A setting that is tested changes no verdict; the policy's test action is done", arguments: rows)
  func test(row: Row) throws {
    guard row.isTestable else {
      #expect(throws: PolicyProblem.self) { try decision(row, "Test") }
      return
    }
    let silent = try decision(row, "Test", score: 4)
    #expect(silent.verdict == .notSpam && customFields(silent).isEmpty && silent.copyTo == nil)
    #expect(silent.because.contains { $0.hasPrefix("policy Default only tests") }, "\(silent.because)")
    let marked = try decision(row, "Test") { $0.antiSpam.fallback.advancedFilters.testModeAction = .addXHeader }
    #expect(marked.verdict == .notSpam)
    #expect(customFields(marked) == ["X-CustomSpam: This message was filtered by the custom spam filter option"])
    let copied = try decision(row, "Test") {
      $0.antiSpam.fallback.advancedFilters.testModeAction = .bccMessage
      $0.antiSpam.fallback.advancedFilters.testModeBccToRecipients = [address("watch@example.org")]
    }
    #expect(copied.verdict == .notSpam && copied.action == .deliver && copied.copyTo == [address("watch@example.org")])
    #expect(customFields(copied).isEmpty)
  }

  @Test("What our own people send is not looked at", arguments: rows)
  func ownMail(row: Row) throws {
    for direction in [MailDirection.internal, .outbound] {
      let decision = try decision(row, "On", direction: direction)
      #expect(decision.verdict == .notSpam && customFields(decision).isEmpty)
    }
  }

  @Test("A hit that raises the score is not spam by itself; several are")
  func raising() throws {
    let row = AdvancedSpamTests.rows[0]
    #expect(try decision(row, "On").verdict == .notSpam)
    let many = Row(row.parameter, row.text, row.effect) { findings, _ in
      findings.traits = [.init(.bizOrInfoLink), .init(.imageLink), .init(.numericLink)]
    }
    let decision = try decision(many, "On") {
      $0.antiSpam.fallback.advancedFilters.increaseScoreWithImageLinks = .on
      $0.antiSpam.fallback.advancedFilters.increaseScoreWithNumericIps = .on
    }
    #expect((decision.verdict, decision.scl) == (.spam, 5))
    #expect(customFields(decision).count == 3)
    // The findings are what they were: the policy adds, not the scan.
    #expect(decision.because.contains("spam score 0.0"))
  }

  @Test(
    "A block of the policy is stronger than its allowed senders, and weaker than the recipient's word (eop-spec §1.7, §1.9)")
  func allowances() throws {
    let row = AdvancedSpamTests.rows[9]
    let tenant = try decision(row, "On") {
      $0.antiSpam.fallback.allowedSenderDomains = Set(domains("example.com"))
      $0.antiSpam.fallback.allowedSendersMustAuthenticate = false
    }
    #expect(tenant.verdict == .highConfidenceSpam)
  }

  @Test("Words of the organization count, and shipped ones that it does not want do not")
  func words() throws {
    func decision(_ word: String, _ words: SensitiveWords) throws -> Decision {
      let row = Row("MarkAsSpamSensitiveWordList", "", "9") { findings, _ in
        findings.traits = [MessageTrait(.sensitiveWord, word)]
      }
      return try self.decision(row, "On") { $0.sensitiveWords = words }
    }
    var words = SensitiveWords()
    #expect(try decision("replica watches", words).verdict == .highConfidenceSpam)
    #expect(try decision("tulip bulbs", words).verdict == .notSpam)
    words.own = Set(["Tulip  Bulbs"].compactMap { SensitiveWord(policyText: $0) })
    #expect(try decision("tulip bulbs", words).verdict == .highConfidenceSpam)
    words.except = Set(["replica watches"].compactMap { SensitiveWord(policyText: $0) })
    #expect(try decision("replica watches", words).verdict == .notSpam)
    words.usesShipped = false
    #expect(try decision("viagra online", words).verdict == .notSpam)
    #expect(words.all == ["tulip bulbs"])
  }

  @Test("A report that returns mail of ours is none of strangers, and where nobody looked nothing is held against it")
  func backscatter() throws {
    for returns in [true, nil] {
      let row = Row("MarkAsSpamNdrBackscatter", "", "6") { findings, context in
        findings.traits = [MessageTrait(.bounce, "1@example.org")]
        context.returnsSentMail = returns
      }
      #expect(try decision(row, "On").verdict == .notSpam)
    }
  }

  @Test(
    "Of the results of SPF and Sender ID only a fail counts",
    arguments: ["pass", "softfail", "neutral", "none", "permerror", "temperror"])
  func otherResults(result: String) throws {
    let rows = [
      Row("MarkAsSpamSpfRecordHardFail", "", "9") { findings, _ in
        findings.authentication.spf = SPFFacts(result: result, domain: "example.com", isAligned: false)
      },
      Row("MarkAsSpamFromAddressAuthFail", "", "6") { findings, _ in
        findings.authentication.senderID = SenderIDFacts(result: result, domain: "example.com")
      },
    ]
    for row in rows {
      let decision = try decision(row, "On")
      #expect(decision.verdict == .notSpam && customFields(decision).isEmpty)
    }
  }

  @Test("Shipped words are as the lists of organizations spell theirs")
  func shipped() {
    #expect(SensitiveWords.shipped.allSatisfy { SensitiveWord(policyText: $0)?.policyText == $0 })
    #expect(Set(SensitiveWords.shipped).count == SensitiveWords.shipped.count)
  }

  @Test("Words in a file are read, written and compared", arguments: ["", "!", String(repeating: "x", count: 65)])
  func badWords(text: String) { #expect(SensitiveWord(policyText: text) == nil) }
}
