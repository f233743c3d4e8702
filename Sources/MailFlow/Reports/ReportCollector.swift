import FilterPolicy
public import GatewayConfiguration
public import GatewayStorage
public import Logging
public import MailTypes
import Synchronization

/// Counts what is to be told to the owners of domains, and keeps what others tell us. Counts are in memory for a second and then
/// in the store: a crash loses at most that second from a report, and nothing of a message.
public final class ReportCollector: Sendable {
  /// Days that periods are kept, sent or not: what a report said can be looked up for a week.
  public static let memoryDays = 8
  private static let flushInterval = Duration.seconds(1)
  /// Different records counted between two flushes; a flood of more has its rest uncounted.
  private static let pendingLimit = 10_000
  /// After the end of a day before its first report: messages that are still being scanned belong to it.
  private static let grace: Int64 = 600_000_000
  /// Over which the reports of a day are spread, so that not all receivers' reports reach an owner at once.
  private static let spread: Int64 = 8 * 3_600_000_000

  private let settings: ReportSettings
  private let hostname: DomainName
  private let store: any ReportStore & ReceivedReportStore
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger
  private let pending = Mutex<[Key: ReportedMessage]>([:])

  /// All but the count and the published policy.
  private struct Key: Hashable {
    let domain: String
    let day: Int
    let record: DMARCReportRecord
  }

  public init(
    settings: ReportSettings, hostname: DomainName, store: any ReportStore & ReceivedReportStore,
    clock: @escaping @Sendable () -> UTCTime, logger: Logger
  ) {
    self.settings = settings
    self.hostname = hostname
    self.store = store
    self.clock = clock
    self.logger = logger
  }

  /// Writes down what was counted, until the task is cancelled.
  public func run() async throws {
    var forgotten = 0
    while true {
      await flush()
      let today = ReportPeriod.day(of: clock())
      if forgotten < today, await forget(today) { forgotten = today }
      do {
        try await Task.sleep(for: ReportCollector.flushInterval)
      } catch {
        await flush()
        throw error
      }
    }
  }

  private func forget(_ today: Int) async -> Bool {
    do {
      try await store.forgetPeriods(before: today - ReportCollector.memoryDays)
      try await store.forgetReceivedReports(before: ReportPeriod.begin(ofDay: today - settings.retentionDays))
      return true
    } catch {
      return false
    }
  }

  /// Counts a message of a stranger that was decided about. Mail to an address for reports is left out: two receivers would
  /// otherwise tell each other every day about yesterday's reports.
  func note(_ findings: Findings, _ decisions: [Decision], _ message: StoredMessage) {
    guard settings.address != nil, !message.envelope.recipients.contains(where: { isForReports($0.address) }),
      let published = findings.authentication.dmarc.report?.published, !isExcluded(published.domain),
      let record = DMARCReportRecord(findings, decisions, reversePath: message.envelope.reversePath)
    else { return }
    let day = ReportPeriod.day(of: clock())
    let key = Key(domain: published.domain, day: day, record: record)
    pending.withLock { pending in
      guard pending[key] != nil || pending.count < ReportCollector.pendingLimit else { return }
      var sum = ReportedMessage(day: day, due: due(published.domain, day), published: published, record: record)
      sum.record.count += pending[key]?.record.count ?? 0
      pending[key] = sum
    }
  }

  /// True for the addresses that reports of others come to.
  func isForReports(_ address: EmailAddress) -> Bool { settings.receivedAt.contains { $0.key == address.key } }

  /// Whether mail in which a report was read is delivered as well.
  var deliversReceived: Bool { settings.deliverReceived }

  private func isExcluded(_ domain: String) -> Bool {
    settings.excludedDomains.contains { domain == $0.text || domain.hasSuffix("." + $0.text) }
  }

  /// The same moment of the day for a domain, whoever asks and whenever: FNV-1a over the two names.
  private func due(_ domain: String, _ day: Int) -> Int64 {
    let hash = "\(domain) \(hostname)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return ReportPeriod.begin(ofDay: day + 1) + ReportCollector.grace + Int64(hash % UInt64(ReportCollector.spread))
  }

  /// Brings what was counted into the store now.
  public func flush() async {
    let messages = pending.withLock { pending in
      defer { pending = [:] }
      return Array(pending.values)
    }
    guard !messages.isEmpty else { return }
    do {
      try await store.count(messages)
    } catch {
      logger.warning("report", metadata: ["event": "report", "status": "not counted", "reason": "\(error)"])
    }
  }
}

extension ReportCollector {
  /// Keeps the reports found in a message that came to an address for them.
  /// - Returns: `true` where at least one was read, and all are on stable storage.
  func keep(_ findings: Findings, _ mail: OrganizationMail) async -> Bool {
    guard let reports = findings.reports, !reports.isEmpty else { return false }
    let dmarc = findings.authentication.dmarc
    do {
      for finding in reports {
        let received = ReceivedReport(
          organization: mail.message.organization, receivedAt: clock().microseconds,
          provenSender: dmarc.result == "pass" ? dmarc.domain : nil, omittedRecords: finding.omittedRecords,
          report: finding.report)
        let isNew = try await store.keep(received)
        log(received, status: isNew ? "received" : "known")
      }
      return true
    } catch {
      logger.warning("report", metadata: ["event": "report", "status": "not kept", "reason": "\(error)"])
      return false
    }
  }

  private func log(_ received: ReceivedReport, status: String) {
    logger.info(
      "report",
      metadata: [
        "event": "report", "status": "\(status)", "domain": "\(received.report.published.domain)",
        "reporter": "\(received.report.reporter.name)", "id": "\(received.report.id)",
        "records": "\(received.report.records.count)",
      ])
  }
}
