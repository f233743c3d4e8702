import MailTypes

/// The verdict on one recipient's copy and what is done with it: the filtering stack of eop-spec §1, from top to bottom.
struct Judgement: Sendable {
  private(set) var verdict = Verdict.notSpam
  private(set) var skipped: String?
  /// Derived from the verdict (eop-spec §3.1): −1 skipped, 1 not spam, 5 spam, 6 bulk and blocked senders, 9 certain.
  private(set) var scl = 1
  private(set) var category = ThreatCategory.none
  private(set) var filteringVerdict: SpamFilteringVerdict? = .notSpam
  private(set) var action = FilterAction.deliver
  private(set) var policy: String
  private(set) var rule: String?
  private(set) var quarantineTag = QuarantinePolicy.fullAccess
  private(set) var because: [String] = []
  /// Why it was decided so: one of `because`, or the heart of it.
  private var reason = ""
  /// What decided; `nil` where nothing stands against the message.
  private(set) var decisive: Detection?
  private(set) var countedEntries: [AllowBlockEntry] = []
  /// The client is on the IP Block List.
  private(set) var isClientBlocked = false

  private let inputs: Inputs

  /// All that a judgement looks at: never changed, and shared, because a copy of so much costs more than judging.
  final class Inputs: Sendable {
    let findings: Findings
    let context: EvaluationContext
    let snapshot: PolicySnapshot
    let composite: CompositeAuthentication
    let applied: AppliedPolicies
    let lists: ListMatches
    let bulk: BulkComplaintLevel
    let advanced: AdvancedSpamJudgement
    /// What the policy judges by: with what its advanced filter adds, and without what lists excuse.
    let spamProbability: Double
    let now: UTCTime

    init(
      _ findings: Findings, _ sender: SenderIdentity, context: EvaluationContext, snapshot: PolicySnapshot,
      applied: AppliedPolicies, mailbox: ListMatches.MailboxMatch?, now: UTCTime
    ) {
      self.findings = findings
      self.context = context
      self.snapshot = snapshot
      self.applied = applied
      self.now = now
      composite = CompositeAuthentication(findings, context: context, snapshot: snapshot)
      lists = ListMatches(findings, sender, applied.antiSpam.policy, snapshot, mailbox: mailbox, now: now)
      bulk = BulkComplaintLevel(findings, composite, context.bulkHistory)
      advanced = AdvancedSpamJudgement(findings, context, applied.antiSpam, snapshot.policies.sensitiveWords)
      spamProbability = SpamScale.probability(lists.spamProbability, raisedBy: advanced.raise)
    }
  }

  init(_ inputs: Inputs) {
    self.inputs = inputs
    policy = inputs.applied.antiSpam.name
    rule = inputs.applied.antiSpam.rule
    if let reason = inputs.findings.unscannable {
      judgeUnscannable(reason)
      return
    }
    because = Judgement.scoreParts(inputs.findings)
    if let sentence = inputs.findings.malware?.sentence { because.append(sentence) }
    if let sentence = inputs.bulk.sentence { because.append(sentence) }
    because += inputs.advanced.sentences
    let detections = Detections(inputs: inputs)
    switch inputs.context.direction {
    case .inbound: judgeInbound(detections)
    case .internal: judgeInternal(detections)
    case .outbound: judgeOutbound(detections)
    }
  }

  private mutating func judgeUnscannable(_ reason: String) {
    verdict = .unscannable
    scl = 5
    filteringVerdict = nil
    action = .quarantine
    quarantineTag = QuarantinePolicy.adminOnly
    self.reason = "it could not be scanned"
    because = [
      "the message could not be scanned: \(reason)", "mail that cannot be scanned is quarantined, whatever the policy",
    ]
  }

  private mutating func judgeInbound(_ detections: Detections) {
    because.append(inputs.composite.sentence(inputs.findings.authentication))
    let allowances = Allowance.all(
      inputs.lists, inputs.findings, inputs.composite, inputs.applied, inputs.snapshot)
    if !allowances.isEmpty { explain(Array(detections), allowances) }
    let strongest = detections.first { detection in !allowances.contains { $0.covers(detection) } }
    if let strongest, strongest.isNeverOverridden {
      act(on: strongest)
    } else if inputs.lists.clientBlock {
      rejectClient()
    } else if let blocker = userBlock, strongest.map({ $0.yieldsToUserBlock }) ?? true {
      moveToJunk(blocker)
    } else if let strongest {
      act(on: strongest)
    } else if let allowance = allowances.last(where: { $0.isUsers }) ?? allowances.first(where: { $0.unmet == nil }) {
      skip(allowance)
    } else {
      passAsNotSpam()
    }
  }

  /// eop-spec §5.3. Malware counts whatever the policy says, and so does what the tenant blocks: its entries are about senders
  /// inside too (§7.4), and `IntraOrgFilterState` is about what filters find.
  private mutating func judgeInternal(_ detections: Detections) {
    let state = inputs.applied.antiSpam.policy.intraOrgFilterState
    if let detection = detections.first(where: { $0.verdict == .malware || $0.isTenantBlock || state.acts(on: $0.verdict) }) {
      act(on: detection)
      if detection.verdict == .phish || detection.verdict == .highConfidencePhish { category = .intraOrganizationPhish }
      return
    }
    skipped = "internal mail"
    scl = -1
    filteringVerdict = .skippedInternal
    reason = "it is mail inside the organisation"
    because.append("mail inside the organisation is judged by \(state.rawValue) of IntraOrgFilterState: SCL -1")
  }

  /// Spam on its way out is named; what is done about it is the outbound policy's.
  private mutating func judgeOutbound(_ detections: Detections) {
    let relevant: Set<Verdict> = [.malware, .highConfidenceSpam, .spam]
    guard let detection = detections.first(where: { relevant.contains($0.verdict) && !$0.isPolicyBlock }) else {
      passAsNotSpam()
      return
    }
    act(on: detection)
    guard detection.verdict != .malware else { return }
    category = .outboundSpam
    action = .deliver
    because.append("mail from our own users and networks is delivered as it is")
  }

  private mutating func act(on detection: Detection) {
    decisive = detection
    verdict = detection.verdict
    scl = detection.scl
    category = detection.category
    filteringVerdict = detection.filteringVerdict
    action = detection.action
    policy = detection.policy
    rule = detection.rule
    quarantineTag = detection.quarantineTag
    reason = detection.sentence
    if case .tenantBlock(let entry) = detection.origin { countedEntries.append(entry) }
    because.append("\(detection.sentence): \(verdict.inWords), SCL \(detection.scl)")
    if inputs.context.direction != .outbound {
      because.append("policy \(policy)\(rule.map { $0 == policy ? "" : ", rule \($0)" } ?? ""): \(verdict) → \(action)")
    }
  }

  /// eop-spec §7.8.
  private mutating func rejectClient() {
    isClientBlocked = true
    filteringVerdict = nil
    action = .reject
    reason = "the IP Block List has the client \(inputs.findings.entities.clientAddress)"
    because.append("\(reason): it is refused, whatever it sends")
  }

  private mutating func skip(_ allowance: Allowance) {
    skipped = allowance.sentence
    reason = allowance.sentence
    scl = -1
    filteringVerdict = allowance.filteringVerdict
    if let entry = allowance.entry { countedEntries.append(entry) }
    because.append("\(allowance.sentence): SCL -1, deliver")
  }

  private mutating func moveToJunk(_ sentence: String) {
    verdict = .spam
    skipped = sentence
    reason = sentence
    scl = 6
    filteringVerdict = .userBlocked
    action = .moveToJunk
    because.append("\(sentence): moveToJunk")
  }

  private mutating func passAsNotSpam() {
    let figure = Judgement.percent(inputs.spamProbability)
    let threshold = Judgement.percent(SpamScale.probability(ofScore: inputs.applied.antiSpam.policy.spamThreshold))
    reason = "spam probability \(figure) is below \(threshold)"
    because.append("\(reason): not spam, SCL 1")
    because.append("policy \(policy): \(verdict) → \(action)")
  }

  private var userBlock: String? {
    switch inputs.lists.mailbox {
    case .blocks(let entry): "the recipient blocks \(entry)"
    case .trustsOthersOnly: "the recipient takes mail of trusted senders only"
    default: nil
    }
  }

  /// `Moved to junk as spam by policy Default: spam probability 99.00 % reaches 50.00 %.`
  var summary: String {
    let done = action.inWords
    let rule = rule.map { $0 == policy ? "" : ", rule \($0)" } ?? ""
    return "\(done.prefix(1).uppercased())\(done.dropFirst()) as \(verdict.inWords) by policy \(policy)\(rule): \(reason)."
  }

  /// What allowances covered, and why some do not count.
  private mutating func explain(_ detections: [Detection], _ allowances: [Allowance]) {
    for allowance in allowances {
      if let unmet = allowance.unmet {
        because.append("\(allowance.sentence), which does not count: \(unmet)")
        continue
      }
      let covered = detections.filter { allowance.covers($0) }
      if covered.isEmpty { continue }
      because.append(
        "\(allowance.sentence), which skips \(allowance.skips); else it would be "
          + covered.map(\.verdict.rawValue).joined(separator: ", "))
    }
  }
}

extension Detection {
  /// eop-spec §1.10: no allowance of a tenant or user reaches them, those by entity apart, which are looked at before.
  var isNeverOverridden: Bool { verdict == .malware || verdict == .highConfidencePhish }

  /// By an entry of the Tenant Allow/Block List.
  var isTenantBlock: Bool { if case .tenantBlock = origin { true } else { false } }

  var isPolicyBlock: Bool {
    switch origin {
    case .policyBlock, .originBlock, .advancedFilter: true
    default: false
    }
  }

  /// eop-spec §1.6 and §1.9: where the recipient's block decides, and not the tenant's policy.
  var yieldsToUserBlock: Bool {
    switch origin {
    case .policyBlock, .originBlock, .advancedFilter, .dmarcPolicy: true
    case .tenantBlock, .blockedPair: false
    case .content: verdict == .bulk
    }
  }
}

extension Judgement {
  /// One line a signal, weight first, then their sum: what a reader can add up.
  private static func scoreParts(_ findings: Findings) -> [String] {
    let parts = findings.signals.map { signal in
      "\(signedWeight(signal.weight)) \(signal.id): \(signal.sentence)" + (signal.detail.map { " (\($0))" } ?? "")
    }
    return parts + ["spam score \(findings.spamScore)"]
  }

  static func signedWeight(_ weight: Double) -> String { weight < 0 ? "\(weight)" : "+\(weight)" }

  /// Two decimals, cut and not rounded, so that nothing below a threshold is shown as having reached it.
  static func percent(_ probability: Double) -> String {
    let hundredths = Int((min(max(probability, 0), 1) * 10_000).rounded(.down))
    let fraction = String(hundredths % 100 + 100).dropFirst()
    return "\(hundredths / 100).\(fraction) %"
  }
}
