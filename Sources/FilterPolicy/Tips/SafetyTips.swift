import MailTypes

/// The tips for one recipient's copy, and where the policy wants them.
struct SafetyTips {
  let tips: [SafetyTip]
  /// What is to stand above the text of the copy; `nil` where nothing is.
  private(set) var banner: [String]?
  /// What is to stand before the subject.
  let subjectTag: String?
  /// What became of it, for the explanation.
  private(set) var because: [String] = []

  static let none = SafetyTips()

  private init() {
    tips = []
    subjectTag = nil
  }

  /// Mail of our own people has none.
  init(_ inputs: Judgement.Inputs, _ judgement: Judgement, _ marks: SenderMarks) {
    let policy = inputs.applied.antiPhish.policy
    guard inputs.context.direction == .inbound, policy.enabled else {
      self = .none
      return
    }
    // eop-spec §5.4: whom the organization or the recipient trusts is not warned of, but is from outside all the same.
    let found = judgement.skipped == nil ? SafetyTips.found(inputs, judgement, marks) : []
    let isMarked = policy.externalTag != .none
    tips = found + (isMarked ? [SafetyTip(kind: .external, sentence: SafetyTips.external)] : [])
    subjectTag = policy.externalTag == .subject ? policy.externalTagText : nil
    let lines =
      (policy.externalTag == .banner ? ["\(policy.externalTagText) \(SafetyTips.external)"] : [])
      + (policy.safetyTipBanner == .top ? found.map(\.sentence) : [])
    if !lines.isEmpty { place(lines, in: inputs.findings.bannerPlaces) }
  }

  private static let external = "This message came from outside the organization."

  private mutating func place(_ lines: [String], in places: BannerPlaces?) {
    switch places {
    case .places:
      banner = lines
      because.append("safety tips stand above the text: \(tips.map(\.kind.rawValue).joined(separator: ", "))")
    case .obstacle(let obstacle):
      because.append("safety tips stand in the header only: \(obstacle.sentence)")
    case nil:
      because.append("safety tips stand in the header only: the scan did not look for a place in the text")
    }
  }

  // MARK: The tips

  private static func found(_ inputs: Judgement.Inputs, _ judgement: Judgement, _ marks: SenderMarks) -> [SafetyTip] {
    let (findings, policy) = (inputs.findings, inputs.applied.antiPhish.policy)
    var tips: [SafetyTip] = []
    func add(_ kind: SafetyTip.Kind, if condition: Bool, _ sentence: @autoclosure () -> String) {
      if condition { tips.append(SafetyTip(kind: kind, sentence: sentence())) }
    }
    add(
      .impersonatedUser, if: policy.enableSimilarUsersSafetyTips && imitates(inputs, ImpersonationJudgement.user),
      "This sender appears similar to somebody you know, but may not be that person.")
    add(
      .impersonatedDomain, if: policy.enableSimilarDomainsSafetyTips && imitates(inputs, ImpersonationJudgement.domain),
      "This sender might be impersonating a domain that is associated with your organization.")
    let author = author(findings)
    add(
      .unusualCharacters,
      if: policy.enableUnusualCharactersSafetyTips && findings.entities.from.map(UnusualCharacters.isIn) ?? false,
      "The address \(author) includes unexpected letters; better do not interact with this message.")
    add(.unauthenticated, if: marks.isUnauthenticated, "It cannot be verified that this message came from \(author).")
    add(
      .suspicious, if: inputs.applied.antiSpam.policy.inlineSafetyTipsEnabled && isDeliveredAnyway(judgement),
      "This message was found to be \(judgement.verdict.inWords).")
    if policy.enableFirstContactSafetyTips, let sentence = inputs.context.contact?.sentence(author) {
      add(.firstContact, if: true, sentence)
    }
    if let via = marks.via { add(.via, if: true, "This message was sent for \(author) by \(via).") }
    return tips
  }

  private typealias Check = (Findings, CompositeAuthentication, AntiPhishPolicy, AppliedPolicies) -> ImpersonationJudgement?

  private static func imitates(_ inputs: Judgement.Inputs, _ check: Check) -> Bool {
    check(inputs.findings, inputs.composite, inputs.applied.antiPhish.policy, inputs.applied) != nil
  }

  private static func isDeliveredAnyway(_ judgement: Judgement) -> Bool {
    switch judgement.action {
    case .quarantine, .reject, .delete: false
    default: judgement.verdict != .notSpam
    }
  }

  /// Cut, so that a sentence stays one.
  private static func author(_ findings: Findings) -> String {
    findings.entities.from.map { String($0.prefix(254)) } ?? "whom it says"
  }
}
