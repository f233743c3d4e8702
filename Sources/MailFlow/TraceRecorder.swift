import FilterPolicy
import GatewayStorage
import InternetMessage
public import Logging
public import MailQueue
public import MailTypes
import Synchronization

/// Makes the trace of messages. That of an accepted message is written with it, in one transaction; that of a refused one,
/// for which nobody was promised anything, waits a moment for others, so that a flood of refusals costs few transactions.
public final class TraceRecorder: Sendable {
  /// Refusals held in memory: some megabytes. Beyond, those of a flood are not traced; the log has a line for each.
  public static let waitingLimit = 5000
  /// Refusals in one transaction: short enough that nobody who waits for an answer notices.
  private static let batchSize = 200
  private static let interval = Duration.seconds(1)

  private let keepsSubjects: Bool
  private let queue: DeliveryQueue
  private let logger: Logger
  private let waiting = Mutex<[MessageTrace]>([])

  public init(keepsSubjects: Bool, queue: DeliveryQueue, logger: Logger) {
    self.keepsSubjects = keepsSubjects
    self.queue = queue
    self.logger = logger
  }

  /// Writes refusals until the task is cancelled, and then what is left.
  public func run() async throws {
    while !Task.isCancelled {
      await flush()
      try? await Task.sleep(for: TraceRecorder.interval)
    }
    await flush()
  }

  /// Writes the refusals that wait. What cannot be written is forgotten, with a line in the log.
  public func flush() async {
    while case let batch = waiting.withLock({ $0.takeFirst(TraceRecorder.batchSize) }), !batch.isEmpty {
      do {
        try await queue.record(batch.map(StoreChange.putTrace))
      } catch {
        logger.error("trace", metadata: ["event": "trace", "status": "notWritten", "cause": "\(error)"])
      }
    }
  }

  /// Keeps the trace of a refused message for the next flush.
  func note(_ trace: MessageTrace) {
    waiting.withLock { if $0.count < TraceRecorder.waitingLimit { $0.append(trace) } }
  }

  /// A recipient that was refused before any content came, by a list of its organization.
  public func recordRefusal(
    of recipient: EmailAddress, organization: String, from sender: ReversePath, client: ClientFacts, reply: SMTPReply,
    at time: UTCTime
  ) {
    let message = TracedMessage(
      key: TraceKey(organization: organization, traceID: TraceID()), receivedAt: time.microseconds, client: client.address,
      helo: client.helo, user: client.authenticatedUser, sender: sender)
    let event = TraceEvent(time: time.microseconds, kind: .fail, detail: "\(reply)")
    note(MessageTrace(message: message, recipients: [TracedRecipient(address: recipient, status: .failed, events: [event])]))
  }

  /// The trace of a message whose scan is still to come.
  func unjudged(_ mail: OrganizationMail, header: [UInt8]) -> MessageTrace {
    MessageTrace(
      message: message(mail, header),
      recipients: TraceRecorder.distinct(
        mail.message.envelope.recipients.map {
          TracedRecipient(address: $0.address, status: .gettingStatus)
        }))
  }

  /// The trace of a message that was refused whole and unread.
  func refused(_ mail: OrganizationMail, header: [UInt8], _ reply: SMTPReply, at time: UTCTime) -> MessageTrace {
    let event = TraceEvent(time: time.microseconds, kind: .fail, detail: "\(reply)")
    return MessageTrace(
      message: message(mail, header),
      recipients: TraceRecorder.distinct(
        mail.message.envelope.recipients.map {
          TracedRecipient(address: $0.address, status: .failed, events: [event])
        }))
  }

  /// What became of a decision, what happened at once, and how that is told.
  typealias Outcome = (TraceStatus, TraceEvent.Kind?, detail: String)

  /// The trace of a judged message; `outcome` says what became of each decision. Where mail was redirected to, as far as
  /// `redirects` knows a way, is traced in rows of its own.
  func judged(
    _ mail: OrganizationMail, _ findings: StoredForm<Findings>?, _ judgements: Judgements, header: [UInt8],
    redirects: [EmailAddress: NextHop] = [:], outcome: (Decision) -> Outcome = TraceRecorder.accepted
  ) -> MessageTrace {
    var rows: [TracedRecipient] = []
    var targets: [TracedRecipient] = []
    for (judgement, decision) in zip(judgements.each, judgements.decisions) {
      let reached = decision.action == .redirect ? decision.redirectTo.filter { redirects[$0] != nil } : []
      let (status, kind, detail) = reached.isEmpty ? outcome(decision) : TraceRecorder.redirected(to: reached)
      let event = kind.map { TraceEvent(time: judgement.judgedAt.microseconds, kind: $0, detail: detail) }
      rows.append(
        TracedRecipient(
          address: decision.recipient, status: status, revision: judgements.revision, judgement: StoredForm(judgement),
          events: event.map { [$0] } ?? []))
      let copied = (decision.copyTo ?? []).filter { redirects[$0] != nil }
      targets += (reached + copied).map { TracedRecipient(address: $0, status: .pending) }
    }
    return MessageTrace(
      message: message(mail, header), findings: findings, recipients: TraceRecorder.distinct(rows + targets))
  }

  /// eop-spec §11.3.
  private static func redirected(to addresses: [EmailAddress]) -> Outcome {
    (.expanded, .resolved, "redirected to " + addresses.map { "\($0)" }.joined(separator: ", "))
  }

  /// The findings as the trace keeps them. Reports of others are kept elsewhere, for the organizations they are for.
  static func stored(_ findings: Findings) -> StoredForm<Findings>? {
    var findings = findings
    findings.reports = nil
    return StoredForm(findings)
  }

  /// A reject that was not answered as one is kept back, see `DispatchPlan`; what is delivered waits for that.
  static func accepted(_ decision: Decision) -> Outcome {
    switch decision.action {
    case .quarantine, .reject: (.quarantined, .quarantine, decision.verdict.rawValue)
    case .delete: (.filteredAsSpam, .delete, decision.verdict.rawValue)
    case .deliver, .moveToJunk, .addXHeader, .modifySubject, .redirect, .noAction: (.pending, nil, "")
    }
  }

  private func message(_ mail: OrganizationMail, _ header: [UInt8]) -> TracedMessage {
    let block = HeaderBlock(header)
    let message = mail.message
    return TracedMessage(
      key: TraceKey(organization: message.organization, traceID: message.traceID), receivedAt: message.receivedAt,
      client: message.client.address, helo: message.client.helo, user: message.client.authenticatedUser,
      sender: message.envelope.reversePath, size: message.content.size,
      subject: keepsSubjects ? block.text("Subject") ?? "" : "",
      messageID: block.first("Message-ID").map { String(decoding: block.unfoldedValue(of: $0), as: UTF8.self) } ?? "")
  }

  /// A client may name a recipient twice.
  private static func distinct(_ recipients: [TracedRecipient]) -> [TracedRecipient] {
    var seen: Set<String> = []
    return recipients.filter { seen.insert($0.address.key).inserted }
  }
}

extension [MessageTrace] {
  fileprivate mutating func takeFirst(_ count: Int) -> [MessageTrace] {
    defer { removeFirst(Swift.min(count, self.count)) }
    return Array(prefix(count))
  }
}
