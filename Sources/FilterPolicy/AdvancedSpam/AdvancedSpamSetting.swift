/// One setting of the advanced spam filter: a row of eop-spec §3.4.
struct AdvancedSpamSetting: Sendable {
  /// The parameter's key: `markAsSpamWebBugsInHtml`.
  let parameter: String
  let option: any KeyPath<AdvancedSpamFilters, SpamFilteringOption> & Sendable
  /// The value of `X-CustomSpam`.
  let text: String
  let effect: Effect
  private let mark: Mark

  enum Effect: Sendable {
    case raisesScore
    /// High confidence spam, SCL 9.
    case marksCertain
    /// Spam, SCL 6: eop-spec §3.4 follows the documentation of the feature here, not that of the command.
    case marks
  }

  /// What a message has that the setting minds.
  private enum Mark: Sendable {
    case trait(MessageTrait.Kind)
    case sensitiveWord
    case spf
    case senderID
    case backscatter
  }

  /// What one hit adds to the spam score. Three of them make spam of a message that nothing else speaks against; eop-spec §3.4
  /// says only that not every hit does.
  static let raise = 2.0

  private init(
    _ parameter: String, _ option: any KeyPath<AdvancedSpamFilters, SpamFilteringOption> & Sendable, _ text: String,
    _ effect: Effect, _ mark: Mark
  ) {
    self.parameter = parameter
    self.option = option
    self.text = text
    self.effect = effect
    self.mark = mark
  }

  /// In the order of the table.
  static let all = [
    AdvancedSpamSetting(
      "increaseScoreWithBizOrInfoUrls", \.increaseScoreWithBizOrInfoUrls, "URL to .biz or .info websites", .raisesScore,
      .trait(.bizOrInfoLink)),
    AdvancedSpamSetting(
      "increaseScoreWithImageLinks", \.increaseScoreWithImageLinks, "Image links to remote sites", .raisesScore,
      .trait(.imageLink)),
    AdvancedSpamSetting(
      "increaseScoreWithNumericIps", \.increaseScoreWithNumericIps, "Numeric IP in URL", .raisesScore, .trait(.numericLink)),
    AdvancedSpamSetting(
      "increaseScoreWithRedirectToOtherPort", \.increaseScoreWithRedirectToOtherPort, "URL redirect to other port",
      .raisesScore, .trait(.otherPort)),
    AdvancedSpamSetting(
      "markAsSpamEmptyMessages", \.markAsSpamEmptyMessages, "Empty Message", .marksCertain, .trait(.empty)),
    AdvancedSpamSetting(
      "markAsSpamJavaScriptInHtml", \.markAsSpamJavaScriptInHtml, "Javascript or VBscript tags in HTML", .marksCertain,
      .trait(.script)),
    AdvancedSpamSetting(
      "markAsSpamObjectTagsInHtml", \.markAsSpamObjectTagsInHtml, "Object tag in html", .marksCertain, .trait(.object)),
    AdvancedSpamSetting(
      "markAsSpamFramesInHtml", \.markAsSpamFramesInHtml, "IFRAME or FRAME in HTML", .marksCertain, .trait(.frame)),
    AdvancedSpamSetting(
      "markAsSpamEmbedTagsInHtml", \.markAsSpamEmbedTagsInHtml, "Embed tag in html", .marksCertain, .trait(.embed)),
    AdvancedSpamSetting(
      "markAsSpamFormTagsInHtml", \.markAsSpamFormTagsInHtml, "Form tag in html", .marksCertain, .trait(.form)),
    AdvancedSpamSetting("markAsSpamWebBugsInHtml", \.markAsSpamWebBugsInHtml, "Web bug", .marksCertain, .trait(.webBug)),
    AdvancedSpamSetting(
      "markAsSpamSensitiveWordList", \.markAsSpamSensitiveWordList, "Sensitive word in subject/body", .marksCertain,
      .sensitiveWord),
    AdvancedSpamSetting(
      "markAsSpamSpfRecordHardFail", \.markAsSpamSpfRecordHardFail, "SPF Record Fail", .marksCertain, .spf),
    AdvancedSpamSetting(
      "markAsSpamFromAddressAuthFail", \.markAsSpamFromAddressAuthFail, "SPF From Record Fail", .marks, .senderID),
    AdvancedSpamSetting(
      "markAsSpamNdrBackscatter", \.markAsSpamNdrBackscatter, "Backscatter NDR", .marks, .backscatter),
  ]

  /// What of the message it minds, in words for the explanation; `nil` where there is nothing.
  func hit(_ findings: Findings, _ context: EvaluationContext, _ words: SensitiveWords) -> String? {
    switch mark {
    case .trait(let kind): findings.traits?.first { $0.kind == kind }.map { $0.detail ?? "the message" }
    case .sensitiveWord:
      findings.traits?.first { $0.kind == .sensitiveWord && words.contains($0.detail ?? "") }?.detail
    case .spf:
      findings.authentication.spf.result == "fail" ? findings.authentication.spf.domain ?? "the reverse-path" : nil
    case .senderID:
      findings.authentication.senderID.flatMap { $0.result == "fail" ? $0.domain ?? "no responsible address" : nil }
    // What nobody looked for is not held against the sender.
    case .backscatter: findings.bounce.flatMap { context.returnsSentMail == false ? $0.detail ?? "nothing returned" : nil }
    }
  }
}

extension Findings {
  /// That the message reports the failure of another, whose Message-ID is the detail.
  public var bounce: MessageTrait? { traits?.first { $0.kind == .bounce } }
}
