public import MailTypes

/// A feedback report (ARF: RFC 5965; authentication failures: RFC 6591): somebody complains about a message.
public struct FeedbackReport: Sendable {
  /// `abuse`, `fraud`, `virus`, `not-spam`, `auth-failure`, `other`; in lower case.
  public var type: String
  public var userAgent: String?
  /// 1 in both standards.
  public var version: Int
  public var originalEnvelopeID: String?
  public var originalMailFrom: String?
  public var originalRecipients: [String]
  public var arrival: UTCTime?
  /// How many messages the report is about, at least 1.
  public var incidents: Int
  public var reportingMTA: String?
  public var sourceIP: IPAddress?
  public var authenticationResults: [String]
  public var reportedDomains: [String]
  public var reportedURIs: [String]
  /// `bodyhash`, `dmarc`, `spf`, `signature`, …, in lower case (RFC 6591 §3.3).
  public var authFailure: String?
  /// What the reporter did with the message, in lower case (RFC 6591 §3.2.2).
  public var deliveryResult: String?
  public var dkimDomain: String?
  public var dkimIdentity: String?
  public var dkimSelector: String?
  /// Of the message that is complained about.
  public private(set) var originalHeader: HeaderBlock?

  public init(type: String) {
    self.type = type
    version = 1
    originalRecipients = []
    incidents = 1
    authenticationResults = []
    reportedDomains = []
    reportedURIs = []
  }

  /// `nil` where the message has no feedback report in it.
  public init?(_ message: Message) {
    guard let report = ReportFields(message, types: ["message/feedback-report"]), let fields = report.groups.first,
      let type = fields.value("Feedback-Type")
    else { return nil }
    self.init(type: type.lowercased())
    userAgent = fields.value("User-Agent")
    version = fields.value("Version").flatMap { Int($0) } ?? 1
    originalEnvelopeID = fields.value("Original-Envelope-Id")
    originalMailFrom = fields.value("Original-Mail-From")
    originalRecipients = fields.values("Original-Rcpt-To")
    arrival = fields.time("Arrival-Date") ?? fields.time("Received-Date")
    incidents = fields.value("Incidents").flatMap { Int($0) }.map { max(1, $0) } ?? 1
    reportingMTA = fields.typedValue("Reporting-MTA")
    // Some write the name of the host behind the address.
    sourceIP = fields.value("Source-IP").flatMap { IPAddress($0.prefix { $0 != " " }) }
    authenticationResults = fields.values("Authentication-Results")
    reportedDomains = fields.values("Reported-Domain")
    reportedURIs = fields.values("Reported-URI")
    authFailure = fields.value("Auth-Failure")?.lowercased()
    deliveryResult = fields.value("Delivery-Result")?.lowercased()
    dkimDomain = fields.value("DKIM-Domain")
    dkimIdentity = fields.value("DKIM-Identity")
    dkimSelector = fields.value("DKIM-Selector")
    originalHeader = report.originalHeader
  }
}
