public import MailTypes

/// What becomes of one recipient's copy, and why. The same findings, context, snapshot, recipient and clock give the same
/// decision. The JSON form is that of `martlet scan --json`.
public struct Decision: Hashable, Sendable, Codable {
  public var recipient: EmailAddress
  public var verdict: Verdict
  /// Why filtering was skipped, or `nil`.
  public var skipped: String?
  /// Spam confidence level, −1…9 (eop-spec §3.1).
  public var scl: Int
  /// Bulk complaint level, 0…9 (eop-spec §3.3).
  public var bcl: Int
  public var category: ThreatCategory
  public var compauth: CompositeAuthentication
  /// The whole header field, unfolded.
  public var authenticationResults: String
  public var policy: String
  public var rule: String?
  public var action: FilterAction
  /// What a client is answered whose message is rejected; `nil` for another action.
  public var rejection: Rejection?
  /// Who gets the copy instead of the recipient; empty for another action than `redirect`.
  public var redirectTo: [EmailAddress]
  /// Who gets a copy beside the recipient; `nil` for nobody.
  public var copyTo: [EmailAddress]?
  /// What stands before the subject of this copy; `nil` where it stays as it is.
  public var subjectPrefix: String?
  /// The copy goes to the junk folder.
  public var isJunk: Bool
  public var marks: SenderMarks
  /// What the reader should know; `nil` in decisions of older versions.
  public var tips: [SafetyTip]?
  /// Sentences that stand above the text of the copy; `nil` where the text stays as it is.
  public var banner: [String]?
  /// What marks the subject as that of mail from outside; `nil` where it stays as it is.
  public var subjectTag: String?
  /// The header fields to stamp, top one first: `Name: value`, folded with CRLF and a space.
  public var headers: [String]
  /// The explanation, in order; its score parts add up to the spam score of the findings.
  public var because: [String]
  /// What was done and why, in one sentence that stands alone: for a digest. `nil` in decisions of older versions.
  public var summary: String?
  /// The smallest change that would give another outcome, in words; looked for where the copy is not simply delivered, or
  /// somebody asks.
  public var wouldChangeIf: String?
  /// The same for programs.
  public var counterfactual: Counterfactual?
  /// When a quarantined copy is removed for good; `nil` for a copy that is not quarantined.
  public var quarantineExpires: UTCTime?
  /// The quarantine policy of a quarantined copy (eop-spec §6.2), else `nil`.
  public var quarantineTag: String?
  /// Entries of the Tenant Allow/Block List that counted, and whose day of last use is another than today.
  public var usedEntries: [AllowBlockEntry.ID]

  /// eop-spec §2.10.
  public struct CompositeAuthentication: Hashable, Sendable, Codable {
    /// `pass`, `softpass`, `fail` or `none`.
    public var result: String
    /// Three digits, leading zeros kept.
    public var reason: String

    public init(result: String, reason: String) {
      self.result = result
      self.reason = reason
    }
  }

  /// The reply after the end of the message.
  public struct Rejection: Hashable, Sendable, Codable {
    /// `5.7.509`.
    public var enhancedCode: String
    public var text: String

    /// eop-spec §8.3.
    static func dmarc(_ domain: String) -> Rejection {
      Rejection(
        enhancedCode: "5.7.509",
        text: "Access denied, sending domain \(domain) does not pass DMARC verification and has a DMARC policy of reject.")
    }

    /// eop-spec §7.8.
    public static func client(_ address: IPAddress, _ domain: String) -> Rejection {
      Rejection(
        enhancedCode: "5.7.513",
        text: "Service unavailable, Client host [\(address)] blocked by \(domain) using Customer Block list (AS16012607)")
    }

    static let policy = Rejection(enhancedCode: "5.7.1", text: "Message rejected by policy")

    public var reply: SMTPReply { SMTPReply(550, EnhancedStatusCode(enhancedCode), text) }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(recipient, forKey: .recipient)
    try container.encode(verdict, forKey: .verdict)
    try container.encode(skipped, forKey: .skipped)
    try container.encode(scl, forKey: .scl)
    try container.encode(bcl, forKey: .bcl)
    try container.encode(category, forKey: .category)
    try container.encode(compauth, forKey: .compauth)
    try container.encode(authenticationResults, forKey: .authenticationResults)
    try container.encode(policy, forKey: .policy)
    try container.encode(rule, forKey: .rule)
    try container.encode(action, forKey: .action)
    try container.encode(rejection, forKey: .rejection)
    try container.encode(redirectTo, forKey: .redirectTo)
    try container.encodeIfPresent(copyTo, forKey: .copyTo)
    try container.encode(subjectPrefix, forKey: .subjectPrefix)
    try container.encode(isJunk, forKey: .isJunk)
    try container.encode(marks, forKey: .marks)
    try container.encodeIfPresent(tips?.isEmpty == false ? tips : nil, forKey: .tips)
    try container.encodeIfPresent(banner, forKey: .banner)
    try container.encodeIfPresent(subjectTag, forKey: .subjectTag)
    try container.encode(headers, forKey: .headers)
    try container.encode(because, forKey: .because)
    try container.encode(summary, forKey: .summary)
    try container.encode(wouldChangeIf, forKey: .wouldChangeIf)
    try container.encode(counterfactual, forKey: .counterfactual)
    try container.encode(quarantineExpires, forKey: .quarantineExpires)
    try container.encode(quarantineTag, forKey: .quarantineTag)
    try container.encode(usedEntries, forKey: .usedEntries)
  }
}
