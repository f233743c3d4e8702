import MailTypes

/// What the advanced spam filter of a policy finds in a message (eop-spec §3.4).
struct AdvancedSpamJudgement: Sendable {
  let hits: [Hit]
  private let policy: ScopedPolicies<AntiSpamPolicy>.Applied

  /// A setting that is not off, and what it minds.
  struct Hit: Sendable {
    let setting: AdvancedSpamSetting
    let detail: String
    let isTest: Bool
  }

  /// Mail of strangers only: what our own people write is not looked at.
  init(
    _ findings: Findings, _ context: EvaluationContext, _ applied: ScopedPolicies<AntiSpamPolicy>.Applied,
    _ words: SensitiveWords
  ) {
    policy = applied
    let filters = applied.policy.advancedFilters
    guard filters.isUsed, context.direction == .inbound else {
      hits = []
      return
    }
    hits = AdvancedSpamSetting.all.compactMap { setting in
      let option = filters[keyPath: setting.option]
      guard option != .off, let detail = setting.hit(findings, context, words) else { return nil }
      return Hit(setting: setting, detail: detail, isTest: option == .test)
    }
  }

  /// What is added to the spam score.
  var raise: Double { Double(raising.count) * AdvancedSpamSetting.raise }

  var raising: [Hit] { counting.filter { $0.setting.effect == .raisesScore } }

  /// The first that makes spam of the message by itself.
  func mark(_ effect: AdvancedSpamSetting.Effect) -> Hit? { counting.first { $0.setting.effect == effect } }

  /// Every hit has a field of its own; all that are only tested share one (eop-spec §2.7).
  var fields: [String] {
    let tested = isTested && filters.testModeAction == .addXHeader
    return (counting.map(\.setting.text) + (tested ? [AdvancedSpamJudgement.testText] : [])).map { "X-CustomSpam: \($0)" }
  }

  private static let testText = "This message was filtered by the custom spam filter option"

  /// Who gets a copy because a setting is tested.
  var copyTo: [EmailAddress] {
    guard isTested, filters.testModeAction == .bccMessage else { return [] }
    return filters.testModeBccToRecipients.sorted { "\($0)" < "\($1)" }
  }

  /// For the explanation: what counts is said where it decides, and where it adds to the score.
  var sentences: [String] {
    raising.map { "policy \(policy.name) adds \(AdvancedSpamSetting.raise) for \($0.sentence)" }
      + hits.filter(\.isTest).map { "policy \(policy.name) only tests \($0.sentence)" }
  }

  private var filters: AdvancedSpamFilters { policy.policy.advancedFilters }
  private var counting: [Hit] { hits.filter { !$0.isTest } }
  private var isTested: Bool { hits.contains { $0.isTest } }
}

extension AdvancedSpamJudgement.Hit {
  /// `markAsSpamWebBugsInHtml: Web bug (<img src=…>)`.
  var sentence: String { "\(setting.parameter): \(setting.text) (\(detail))" }
}

extension AdvancedSpamFilters {
  /// Some setting is not off.
  public var isUsed: Bool { AdvancedSpamSetting.all.contains { self[keyPath: $0.option] != .off } }
}
