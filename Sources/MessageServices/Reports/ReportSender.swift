public import GatewayStorage
import InternetMessage
public import Logging
import MailAuthentication
public import MailQueue
public import MailTypes

/// Sends the aggregate reports that owners of domains ask for (RFC 9990), one for each policy domain and day.
///
/// The period is settled in the transaction that takes the report's messages into the queue. So a crash before it sends the
/// report later, a crash after it sends nothing twice, and only what the queue itself may double (a next hop that took a message
/// whose answer was lost) arrives twice, under the same id and file name.
public final class ReportSender: Sendable {
  private static let interval = Duration.seconds(60)
  /// Reports in one round; the rest comes in the next, a minute later.
  private static let roundLimit = 100
  /// Between two tries where DNS or the queue says no.
  private static let retryDelay: Int64 = 1_800_000_000
  /// After the end of a period: whoever cannot be asked for two days gets no report.
  private static let patience: Int64 = 2 * 86_400_000_000

  private let settings: ReportSenderSettings
  private let store: any ReportStore
  private let queue: DeliveryQueue
  private let resolver: any DNSResolver
  private let route: @Sendable (EmailAddress) async -> NextHop?
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger

  /// - Parameter route: the next hop of an address; `nil` where there is none.
  public init(
    settings: ReportSenderSettings, store: any ReportStore, queue: DeliveryQueue, resolver: any DNSResolver,
    route: @escaping @Sendable (EmailAddress) async -> NextHop?, clock: @escaping @Sendable () -> UTCTime, logger: Logger
  ) {
    self.settings = settings
    self.store = store
    self.queue = queue
    self.resolver = resolver
    self.route = route
    self.clock = clock
    self.logger = logger
  }

  /// Until the task is cancelled.
  public func run() async throws {
    while true {
      await sendDue()
      try await Task.sleep(for: ReportSender.interval)
    }
  }

  private func sendDue() async {
    guard settings.address != nil,
      let due = try? await store.duePeriods(at: clock().microseconds, limit: ReportSender.roundLimit)
    else { return }
    for period in due where !Task.isCancelled {
      do {
        try await send(period)
      } catch {
        logger.warning("report", metadata: metadata(of: period, status: "not sent: \(error)"))
      }
    }
  }

  /// The report of a period as it stands; `nil` where none is written.
  func report(of period: ReportPeriod) async throws -> OutgoingReport? {
    guard let address = settings.address else { return nil }
    let records = try await store.records(domain: period.domain, begin: period.begin)
    return OutgoingReport(period, records, from: address, settings)
  }

  /// - Returns: what became of it; `nil` where it is tried again later.
  /// - Throws: `StoreError`.
  @discardableResult
  func send(_ period: ReportPeriod) async throws -> ReportSettlement? {
    guard let address = settings.address, let domain = DomainName(period.domain),
      let report = try await report(of: period), !report.report.records.isEmpty
    else { return try await settle(period, .unwanted) }
    let destinations: [DMARCReportAnswer.Destination]
    switch await answer(for: domain, resolver) {
    case .destinations(let found): destinations = found
    case .none: return try await settle(period, .unwanted)
    case .unavailable: return try await tryLater(period)
    }
    var acceptances: [Acceptance] = []
    var isUnreachable = false
    for destination in destinations {
      guard let message = report.message(to: destination.address, from: address, at: clock()),
        message.count <= min(settings.sizeLimit, destination.sizeLimit ?? .max)
      else { continue }
      guard let nextHop = await route(destination.address) else {
        isUnreachable = true
        continue
      }
      acceptances.append(acceptance(of: message, to: destination.address, from: address, by: nextHop))
    }
    guard !acceptances.isEmpty else {
      return isUnreachable ? try await tryLater(period) : try await settle(period, .tooLarge)
    }
    return try await accept(acceptances, period)
  }

  private func answer(for domain: DomainName, _ resolver: some DNSResolver) async -> DMARCReportAnswer {
    await DMARCReportDestinations(resolver: resolver, discovery: settings.discovery).find(for: domain)
  }

  private func accept(_ acceptances: [Acceptance], _ period: ReportPeriod) async throws -> ReportSettlement? {
    let recipients = acceptances.flatMap { $0.message.envelope.recipients.map(\.address) }
    let settlement = ReportSettlement(.sent, at: clock().microseconds, recipients: recipients)
    do throws(QueueError) {
      try await queue.accept(
        acceptances, with: [.settleReport(domain: period.domain, begin: period.begin, settlement)])
    } catch {
      return try await tryLater(period)
    }
    logger.info("report", metadata: metadata(of: period, status: "sent"))
    return settlement
  }

  /// RFC 9990, Email: the message has to pass DMARC, so the reverse-path is the address of From and not null, for which SPF
  /// would be asked about the HELO name. No notification is ever sent to it: reports that bounce are of no use to anybody.
  private func acceptance(
    of message: [UInt8], to recipient: EmailAddress, from address: EmailAddress, by nextHop: NextHop
  ) -> Acceptance {
    let envelope = Envelope(
      reversePath: .mailbox(address), recipients: [Envelope.Recipient(recipient, notify: .never)], is8BitMIME: false,
      isSMTPUTF8: recipient.needsSMTPUTF8 || address.needsSMTPUTF8)
    let stored = StoredMessage(
      traceID: TraceID(), organization: "", receivedAt: clock().microseconds,
      client: ClientFacts(address: .v4(0x7F00_0001), helo: settings.hostname.text), envelope: envelope,
      content: .bytes(message))
    return Acceptance(
      message: stored, copies: [NewCopy(nextHop: nextHop, recipients: envelope.recipients, edits: HeaderEdits())])
  }

  private func tryLater(_ period: ReportPeriod) async throws -> ReportSettlement? {
    let now = clock().microseconds
    guard now - period.endTime.microseconds < ReportSender.patience else { return try await settle(period, .givenUp) }
    try await store.postpone(domain: period.domain, begin: period.begin, until: now + ReportSender.retryDelay)
    return nil
  }

  private func settle(_ period: ReportPeriod, _ outcome: ReportSettlement.Outcome) async throws -> ReportSettlement {
    let settlement = ReportSettlement(outcome, at: clock().microseconds)
    try await queue.record([.settleReport(domain: period.domain, begin: period.begin, settlement)])
    logger.info("report", metadata: metadata(of: period, status: outcome.rawValue))
    return settlement
  }

  private func metadata(of period: ReportPeriod, status: String) -> Logger.Metadata {
    [
      "event": "report", "domain": "\(period.domain)", "begin": "\(UTCTime(microseconds: period.begin))",
      "messages": "\(period.messages)", "status": "\(status)",
    ]
  }
}
