/// One protection that speaks against a message, with what the recipient's policy does about it.
struct Detection: Sendable {
  /// What is behind it, where lists treat that differently.
  enum Origin: Sendable {
    case content
    /// An entry of the Tenant Allow/Block List.
    case tenantBlock(AllowBlockEntry)
    /// A blocked pair of author and client (eop-spec §7.7).
    case blockedPair
    /// The author's own DMARC policy.
    case dmarcPolicy
    /// A blocked sender of the anti-spam policy.
    case policyBlock
    /// A language or region that the anti-spam policy blocks: a block of the policy too (eop-spec §1.7), but of spam.
    case originBlock(OriginList, values: [String])
    /// A setting of the advanced spam filter, by its key: another block of the policy (eop-spec §1.7).
    case advancedFilter(String)
  }

  /// The parameter that has the blocked values.
  enum OriginList: String, Sendable {
    case languages = "languageBlockList"
    case regions = "regionBlockList"
  }

  let verdict: Verdict
  let category: ThreatCategory
  let scl: Int
  let filteringVerdict: SpamFilteringVerdict
  let origin: Origin
  let action: FilterAction
  let quarantineTag: String
  /// The policy that says what is done, and its rule.
  let policy: String
  let rule: String?
  /// What was found.
  let sentence: String
  /// What a client is answered, where that is not the common text.
  let rejection: Decision.Rejection?

  init<Policy>(
    _ verdict: Verdict, _ category: ThreatCategory, scl: Int, _ origin: Origin = .content,
    _ filteringVerdict: SpamFilteringVerdict = .spam, action: FilterAction, tag: String,
    of applied: ScopedPolicies<Policy>.Applied, _ sentence: String,
    rejection: Decision.Rejection? = nil
  ) {
    self.verdict = verdict
    self.category = category
    self.scl = scl
    self.filteringVerdict = filteringVerdict
    self.origin = origin
    self.action = action
    self.quarantineTag = tag
    self.policy = applied.name
    self.rule = applied.rule
    self.sentence = sentence
    self.rejection = rejection
  }
}
