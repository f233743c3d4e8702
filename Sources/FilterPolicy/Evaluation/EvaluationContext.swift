public import MailTypes

/// What was known at the moment of the decision and is not in the message.
public struct EvaluationContext: Hashable, Sendable, Codable {
  public var traceID: TraceID
  /// Outbound and internal mail come from an authenticated user or a trusted network, never from a claim in the message.
  public var direction: MailDirection
  /// What came before from the same infrastructure in the name of the same domain; `nil` where nothing did.
  public var senderHistory: SenderHistory?
  /// What another filter said before this one, where it is asked about; nothing is decided by it.
  public var foreignVerdict: ForeignVerdict?
  /// What is known of the sender of bulk mail; `nil` for other mail.
  public var bulkHistory: BulkHistory?
  /// Earlier mail between the author and the recipient; `nil` where no policy asks.
  public var contact: SenderContact?
  /// Whether a message that reports a failure returns one that was sent from here; `nil` where nobody looked.
  public var returnsSentMail: Bool?

  public init(
    traceID: TraceID, direction: MailDirection, senderHistory: SenderHistory? = nil, foreignVerdict: ForeignVerdict? = nil,
    bulkHistory: BulkHistory? = nil, contact: SenderContact? = nil, returnsSentMail: Bool? = nil
  ) {
    self.traceID = traceID
    self.direction = direction
    self.senderHistory = senderHistory
    self.foreignVerdict = foreignVerdict
    self.bulkHistory = bulkHistory
    self.contact = contact
    self.returnsSentMail = returnsSentMail
  }
}
