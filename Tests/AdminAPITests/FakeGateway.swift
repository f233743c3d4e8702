import AdminAPI
import FilterPolicy
import Foundation
import GatewayConfiguration
import GatewayStorage
import InternetMessage
import Logging
import MailAuthentication
import MailFlow
import MailTypes
import MartletTestKit
import MessageServices
import RecipientDirectory
import Synchronization
import Testing

/// A gateway with one queued copy and one quarantined message, which remembers what it was told.
final class FakeGateway: Sendable {
  let queue: FakeQueue
  let quarantine: FakeQuarantine
  let store = FakeStore()
  /// The real one, over a store in memory.
  let spoof = SpoofIntelligence(
    store: MemoryStore(incomingFolder: "/"),
    snapshots: PolicySnapshots([PolicySnapshot(organization: "example", hostname: "mx.example.org")]),
    clock: { UTCTime(microseconds: 0) }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  /// The real one too: two organizations, and a file that lists Carl and the group `listed`.
  let recipients: RecipientRegister
  let policies: PolicyRegister
  let lists: ListRegister
  let dns = FakeDNS()
  let keyring = SigningKeyring()
  let keys: SigningKeyService

  let reports = FakeReports()
  /// The real one, over a store in memory.
  let traceStore = MemoryStore(incomingFolder: "/")
  let traces: TraceService

  init(message: MessageContent = .bytes(Array("Subject: x\r\n\r\nbody\r\n".utf8))) throws {
    let ada = try #require(EmailAddress("ada@example.org"))
    let key = CopyKey(organization: "example", traceID: TraceID(), id: try #require(QueueID("01JZX3Q8F2K7M")))
    queue = FakeQueue(
      QueueListing(
        item: QueueItem(
          key: key, nextHop: .maildir(root: "/mail"), recipients: [QueuedRecipient(Envelope.Recipient(ada))],
          edits: HeaderEdits(), createdAt: 0, nextAttempt: 1_500_000, expiresAt: 2_000_000),
        sender: .null, receivedAt: 0, size: 5000))
    quarantine = FakeQuarantine(
      QuarantineEntry(
        key: key, recipients: [Envelope.Recipient(ada)], reason: .spam, sender: .mailbox(ada), subject: "Hello",
        nextHop: .maildir(root: "/mail"), edits: HeaderEdits(), quarantinedAt: 0, expiresAt: 3_000_000),
      message)
    let directory = try FakeGateway.directory()
    recipients = RecipientRegister(store: MemoryStore(incomingFolder: "/"), directory: directory)
    let snapshots = PolicySnapshots(
      directory.organizations.map { PolicySnapshot(organization: $0, hostname: "mx.example.org") })
    policies = PolicyRegister(
      store: MemoryStore(incomingFolder: "/"), snapshots: snapshots, directory: directory,
      clock: { UTCTime(microseconds: 0) })
    lists = ListRegister(
      store: MemoryStore(incomingFolder: "/"), snapshots: snapshots, directory: directory,
      clock: { UTCTime(microseconds: 0) }, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    traces = TraceService(
      store: traceStore, settings: TraceRetention(traces: 90, findings: 30), clock: { UTCTime(microseconds: 0) },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    keys = SigningKeyService(
      store: MemoryStore(incomingFolder: "/tmp"), keyring: keyring, ownDomains: [try #require(DomainName("example.org"))],
      resolver: dns, clock: { UTCTime(microseconds: 1_790_000_000_000_000) },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private static func directory() throws -> AddressDirectory {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("people.csv")
    try Data("address,groups\ncarl@example.org,listed@example.org\n".utf8).write(to: file)
    let domain = DomainSettings(
      name: try #require(DomainName("example.org")), kind: .authoritative, recipients: .directory, nextHop: .maildir(root: "/"))
    let other = DomainSettings(
      name: try #require(DomainName("example.net")), kind: .authoritative, recipients: .directory, nextHop: .maildir(root: "/"))
    return try AddressDirectory(
      organizations: [
        OrganizationSettings(name: "example", domains: [domain], directory: DirectorySettings(file: file.path)),
        OrganizationSettings(name: "other", domains: [other]),
      ], probe: NoProbe(), now: { .zero }, report: { _ in })
  }

  var id: QueueID { queue.listing.item.key.id }
}

private struct NoProbe: RecipientProbe {
  func probe(_ recipient: EmailAddress, at nextHop: NextHop, timeout: Duration) async -> ProbeAnswer {
    .undecided(cause: "nobody to ask")
  }
}

final class FakeQueue: QueueAdministrator {
  let listing: QueueListing
  private let isHeld = Mutex(false)
  private let log = Mutex<[String]>([])

  init(_ listing: QueueListing) { self.listing = listing }

  /// What was asked for, in order.
  var orders: [String] { log.withLock { $0 } }

  func list(_ filter: QueueFilter) async throws -> [QueueListing] {
    log.withLock { $0.append("list limit=\(filter.limit) recipient=\(filter.recipient?.description ?? "-")") }
    return [listing]
  }

  func show(_ id: QueueID) async throws -> QueueListing? { id == listing.item.key.id ? listing : nil }

  func counts() async throws -> QueueCounts { QueueCounts(scheduled: 1, quarantined: 1) }

  func hold(_ id: QueueID) async throws -> Bool {
    guard id == listing.item.key.id else { return false }
    isHeld.withLock { $0 = true }
    return true
  }

  func release(_ id: QueueID) async throws -> Bool {
    guard id == listing.item.key.id else { return false }
    return isHeld.withLock { isHeld in
      defer { isHeld = false }
      return isHeld
    }
  }

  func delete(_ id: QueueID) async throws -> Bool { id == listing.item.key.id }

  func flush(_ nextHop: NextHop?) async throws { log.withLock { $0.append("flush \(nextHop?.description ?? "everything")") } }
}

final class FakeQuarantine: QuarantineAdministrator {
  private let entry: QuarantineEntry
  private let message: MessageContent

  init(_ entry: QuarantineEntry, _ message: MessageContent) {
    self.entry = entry
    self.message = message
  }

  func list(_ filter: QuarantineFilter) async throws -> [QuarantineEntry] {
    filter.reason == nil || filter.reason == entry.reason ? [entry] : []
  }

  func show(_ id: QueueID) async throws -> QuarantineEntry? { id == entry.key.id ? entry : nil }

  func content(_ id: QueueID) async throws -> MessageContent? { id == entry.key.id ? message : nil }

  func release(_ id: QueueID) async throws -> Bool { id == entry.key.id }

  func delete(_ id: QueueID) async throws -> Bool { id == entry.key.id }
}

/// Text records that a test publishes.
final class FakeDNS: DNSResolver {
  private let texts = Mutex<[String: String]>([:])

  func publish(_ name: String, _ text: String) { texts.withLock { $0[name] = text } }

  func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    guard let text = texts.withLock({ $0[question.name] }) else { return .nameError }
    return .records([.text([Array(text.utf8)])], isSecure: false)
  }
}

/// One report about `contoso.example` that was sent, one that came.
final class FakeReports: ReportAdministrator {
  let now = UTCTime(microseconds: 86_400_000_000)
  private let period = ReportPeriod(
    domain: "contoso.example", begin: 0, day: 0, published: .init(domain: "contoso.example"), records: 1, messages: 3, due: 1,
    settlement: ReportSettlement(.sent, at: 2))
  private let record = DMARCReportRecord(
    source: .v4(0xC000_0201), count: 3, disposition: .pass, dkimAligned: true, spfAligned: false, headerFrom: "contoso.example")

  func periods(domain: String?, limit: Int) async throws -> [ReportPeriod] { [period] }

  func newest(_ domain: String) async throws -> (period: ReportPeriod, records: [DMARCReportRecord])? {
    domain == period.domain ? (period, [record]) : nil
  }

  func preview(_ domain: String) async throws -> [UInt8]? { domain == period.domain ? Array("<feedback/>".utf8) : nil }

  func sendNow(_ domain: String) async throws -> ReportPeriod? { domain == period.domain ? period : nil }

  func received(_ filter: ReceivedReportFilter) async throws -> [ReceivedReport] {
    let report = DMARCAggregateReport(
      reporter: .init(name: "fabrikam"), id: "\(filter.since)", begin: UTCTime(microseconds: 0),
      end: UTCTime(microseconds: 1), published: .init(domain: "example.org"))
    return [ReceivedReport(organization: "example", receivedAt: 3, provenSender: nil, report: report)]
  }

  func sources(_ filter: ReceivedReportFilter) async throws -> [ReportedSource] {
    var source = ReportedSource(domain: "example.org", source: .v4(0xC000_0201), headerFrom: "example.org")
    source.add(record)
    return [source]
  }
}

/// `/full` is a folder that is not empty; `/broken` a disk that fails.
final class FakeStore: StoreBackup {
  func backup(to folder: String) async throws -> BackupReport {
    if folder == "/full" { throw StoreError(.unusableFolder, "/full is not empty; name an empty folder") }
    if folder == "/broken" { throw StoreError(.inputOutput, "cannot write /broken: no space left on device; free some") }
    return BackupReport(messages: 2, queueItems: 1, quarantineEntries: 1)
  }

  func restore(from folder: String) async throws -> BackupReport { BackupReport(messages: 1) }
}
