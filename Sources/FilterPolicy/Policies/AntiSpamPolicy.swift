public import MailTypes

/// What is done about spam, phish and bulk (eop-spec §4.1). Names and defaults are those of the `Default` policy of Exchange
/// Online; `spamThreshold` and what follows it are Martlet's own.
public struct AntiSpamPolicy: FilteringPolicy {
  /// At most 256 characters.
  public var adminDisplayName = ""

  public var spamAction = FilterAction.moveToJunk
  public var highConfidenceSpamAction = FilterAction.moveToJunk
  public var phishSpamAction = FilterAction.moveToJunk
  public var highConfidencePhishAction = FilterAction.quarantine
  public var bulkSpamAction = FilterAction.moveToJunk
  public var spamQuarantineTag = QuarantinePolicy.fullAccess
  public var highConfidenceSpamQuarantineTag = QuarantinePolicy.fullAccess
  public var phishQuarantineTag = QuarantinePolicy.fullAccess
  public var highConfidencePhishQuarantineTag = QuarantinePolicy.adminOnly
  public var bulkQuarantineTag = QuarantinePolicy.fullAccess
  /// Days, 1…30.
  public var quarantineRetentionPeriod = 15

  /// The name of the field that `addXHeader` adds; empty for `X-This-Is-Spam` (eop-spec §2.8).
  public var addXHeaderValue = ""
  /// Put before the subject as it stands.
  public var modifySubjectValue = ""
  /// Who gets redirected mail, instead of its recipient.
  public var redirectToRecipients: Set<EmailAddress> = []

  /// 1…9; a message of this level or above is bulk.
  public var bulkThreshold = 7
  public var markAsSpamBulkMail = SpamFilteringOption.on
  public var bulkMovesEnabled = BulkMoves.notSet

  /// Matched with the author (5322.From); a domain stands for those below it too (eop-spec §7.2).
  public var allowedSenders: Set<EmailAddress> = []
  public var allowedSenderDomains: Set<DomainName> = []
  public var blockedSenders: Set<EmailAddress> = []
  public var blockedSenderDomains: Set<DomainName> = []

  public var enableLanguageBlockList = false
  public var languageBlockList: Set<BlockableLanguage> = []
  public var enableRegionBlockList = false
  public var regionBlockList: Set<BlockableRegion> = []

  public var intraOrgFilterState = IntraOrgFilterState.default
  public var inlineSafetyTipsEnabled = true
  public var phishZapEnabled = true
  public var spamZapEnabled = true
  public var advancedFilters = AdvancedSpamFilters()

  /// Spam score from which a message is spam (SCL 5).
  public var spamThreshold = 5.0
  /// Spam score from which it is high confidence spam (SCL 9).
  public var highConfidenceSpamThreshold = 9.0
  /// Probability of phish, 0…1, from which a message is phish.
  public var phishThreshold = 0.5
  /// Probability of phish from which it is high confidence phish, where something else than its content speaks for that too.
  public var highConfidencePhishThreshold = 0.9
  /// An allowed sender counts only where DMARC, or a signature or SPF of the same domain, shows that it is the sender.
  public var allowedSendersMustAuthenticate = true

  public init() {}

  /// eop-spec §3.3: `BulkMovesEnabled`, kept as it is set.
  public enum BulkMoves: String, PolicyChoice {
    case on, off, notSet
  }

  public static let noun = "anti-spam policy"

  /// Entries of a sender list (eop-spec §4.5).
  public static let senderListLimit = 1024
  /// Addresses of `redirectToRecipients`.
  public static let redirectLimit = 100

  public static let standard: AntiSpamPolicy = {
    var policy = AntiSpamPolicy()
    policy.highConfidenceSpamAction = .quarantine
    policy.phishSpamAction = .quarantine
    policy.highConfidenceSpamQuarantineTag = QuarantinePolicy.fullAccessWithNotification
    policy.phishQuarantineTag = QuarantinePolicy.fullAccessWithNotification
    policy.quarantineRetentionPeriod = 30
    policy.bulkThreshold = 6
    return policy
  }()

  public static let strict: AntiSpamPolicy = {
    var policy = standard
    policy.spamAction = .quarantine
    policy.bulkSpamAction = .quarantine
    policy.spamQuarantineTag = QuarantinePolicy.fullAccessWithNotification
    policy.bulkQuarantineTag = QuarantinePolicy.fullAccessWithNotification
    policy.bulkThreshold = 5
    return policy
  }()

  public var problems: [PolicyProblem] {
    var problems: [PolicyProblem] = []
    if spamThreshold > highConfidenceSpamThreshold {
      problems.append(PolicyProblem(["spamThreshold"], "is above highConfidenceSpamThreshold; it must not be"))
    }
    if phishThreshold > highConfidencePhishThreshold {
      problems.append(PolicyProblem(["phishThreshold"], "is above highConfidencePhishThreshold; it must not be"))
    }
    if uses(.redirect), redirectToRecipients.isEmpty {
      problems.append(PolicyProblem(["redirectToRecipients"], "an action is redirect; say to whom"))
    }
    if uses(.modifySubject), modifySubjectValue.isEmpty {
      problems.append(PolicyProblem(["modifySubjectValue"], "an action is modifySubject; say what is put before the subject"))
    }
    return problems
  }

  private func uses(_ action: FilterAction) -> Bool {
    [spamAction, highConfidenceSpamAction, phishSpamAction, highConfidencePhishAction, bulkSpamAction].contains(action)
  }
}

/// The advanced spam filter: a setting for each thing it looks for, all off unless an administrator wants them (eop-spec §3.4).
public struct AdvancedSpamFilters: Hashable, Sendable {
  public var increaseScoreWithBizOrInfoUrls = SpamFilteringOption.off
  public var increaseScoreWithImageLinks = SpamFilteringOption.off
  public var increaseScoreWithNumericIps = SpamFilteringOption.off
  public var increaseScoreWithRedirectToOtherPort = SpamFilteringOption.off
  public var markAsSpamEmptyMessages = SpamFilteringOption.off
  public var markAsSpamJavaScriptInHtml = SpamFilteringOption.off
  public var markAsSpamObjectTagsInHtml = SpamFilteringOption.off
  public var markAsSpamFramesInHtml = SpamFilteringOption.off
  public var markAsSpamEmbedTagsInHtml = SpamFilteringOption.off
  public var markAsSpamFormTagsInHtml = SpamFilteringOption.off
  public var markAsSpamWebBugsInHtml = SpamFilteringOption.off
  public var markAsSpamSensitiveWordList = SpamFilteringOption.off
  public var markAsSpamSpfRecordHardFail = SpamFilteringOption.off
  public var markAsSpamFromAddressAuthFail = SpamFilteringOption.off
  public var markAsSpamNdrBackscatter = SpamFilteringOption.off
  public var testModeAction = TestModeAction.none
  /// Who gets a copy where `testModeAction` is `bccMessage`.
  public var testModeBccToRecipients: Set<EmailAddress> = []

  public init() {}
}
