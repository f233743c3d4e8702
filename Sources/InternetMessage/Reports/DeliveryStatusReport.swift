public import MailTypes

/// A delivery status notification that somebody else wrote (RFC 3464, RFC 6533), as far as it can be read.
public struct DeliveryStatusReport: Sendable {
  public struct Recipient: Hashable, Sendable {
    /// Without the address type; need not be a valid address.
    public let finalRecipient: String?
    public let originalRecipient: String?
    /// `failed`, `delayed`, `delivered`, `relayed`, `expanded`; in lower case.
    public let action: String?
    public let status: EnhancedStatusCode?
    public let remoteMTA: String?
    /// With its type: `smtp; 550 5.1.1 …`.
    public let diagnosticCode: String?
    public let lastAttempt: UTCTime?
    public let retriedUntil: UTCTime?
  }

  public let reportingMTA: String?
  /// `ENVID` of the original.
  public let envelopeID: String?
  public let arrival: UTCTime?
  public let recipients: [Recipient]
  /// Of the message the report is about, where it comes back.
  public let originalHeader: HeaderBlock?

  /// `nil` where the message has no delivery status in it.
  public init?(_ message: Message) {
    let types: Set = ["message/delivery-status", "message/global-delivery-status"]
    guard let report = ReportFields(message, types: types), let about = report.groups.first else { return nil }
    reportingMTA = about.typedValue("Reporting-MTA")
    envelopeID = about.value("Original-Envelope-Id")
    arrival = about.time("Arrival-Date")
    // Some write no fields about the message, or no empty line after them.
    recipients = report.groups.filter { $0.first("Final-Recipient") != nil || $0.first("Action") != nil }.map(Recipient.init)
    originalHeader = report.originalHeader
  }
}

extension DeliveryStatusReport.Recipient {
  fileprivate init(_ fields: HeaderBlock) {
    finalRecipient = fields.typedValue("Final-Recipient")
    originalRecipient = fields.typedValue("Original-Recipient")
    action = fields.value("Action")?.lowercased()
    // RFC 3464 §2.3.4 allows a comment behind it.
    status = fields.value("Status").flatMap { EnhancedStatusCode($0.prefix { $0 == "." || $0.isASCII && $0.isNumber }) }
    remoteMTA = fields.typedValue("Remote-MTA")
    diagnosticCode = fields.value("Diagnostic-Code")
    lastAttempt = fields.time("Last-Attempt-Date")
    retriedUntil = fields.time("Will-Retry-Until")
  }
}
