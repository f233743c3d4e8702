public import FilterPolicy
public import GatewayStorage
public import Logging
public import MailTypes
import Synchronization

/// Learns who sends as whom, tells what is known of a sender, and keeps the pairs an administrator has decided about
/// (eop-spec §7.7, §8.1). Counts are in memory for a second and then in the store; decisions are durable before they hold.
public final class SpoofIntelligence: Sendable {
  /// eop-spec §8.1: `Get-SpoofIntelligenceInsight` shows so many days.
  public static let memoryDays = 30
  private static let flushInterval = Duration.seconds(1)
  /// Different senders counted between two flushes; a flood of more has its rest uncounted.
  private static let pendingLimit = 10_000

  private let store: any SpoofStore
  private let snapshots: PolicySnapshots
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger
  private let pending = Mutex<[Key: SpoofSighting]>([:])

  private struct Key: Hashable {
    let organization: String
    let sender: SpoofedSender
    let day: Int
  }

  public init(
    store: any SpoofStore, snapshots: PolicySnapshots, clock: @escaping @Sendable () -> UTCTime, logger: Logger
  ) {
    self.store = store
    self.snapshots = snapshots
    self.clock = clock
    self.logger = logger
  }

  /// Brings the stored decisions into force, then writes down what was counted, until the task is cancelled.
  public func run() async throws {
    try await load()
    var forgotten = 0
    while true {
      await flush()
      let today = SpoofIntelligence.day(clock())
      if forgotten < today, (try? await store.forgetSightings(before: today - SpoofIntelligence.memoryDays)) != nil {
        forgotten = today
      }
      do {
        try await Task.sleep(for: SpoofIntelligence.flushInterval)
      } catch {
        await flush()
        throw error
      }
    }
  }

  /// What came before from the sender of a message; `nil` where its author is proven, or nothing did.
  func history(_ findings: Findings, organization: String) async -> SenderHistory? {
    guard let snapshot = snapshots.of(organization), let sender = SpoofedSender(findings, snapshot: snapshot) else {
      return nil
    }
    let since = SpoofIntelligence.day(clock()) - SpoofIntelligence.memoryDays
    return try? await store.history(organization: organization, sender, since: since)
  }

  /// Counts a message that was decided about.
  func note(_ findings: Findings, _ decisions: [Decision], organization: String) {
    guard let snapshot = snapshots.of(organization), let sender = SpoofedSender(findings, snapshot: snapshot),
      let decision = decisions.first, SpoofedSender.isListed(decision)
    else { return }
    let now = clock()
    let sighting = SpoofSighting(
      organization: organization, sender: sender, day: SpoofIntelligence.day(now), messages: 1,
      wanted: decision.verdict == .notSpam ? 1 : 0, actedOn: decision.verdict == .spoof ? 1 : 0, lastSeen: now.microseconds)
    let key = Key(organization: organization, sender: sender, day: sighting.day)
    pending.withLock { pending in
      guard pending[key] != nil || pending.count < SpoofIntelligence.pendingLimit else { return }
      pending[key] = pending[key].map { $0.adding(sighting) } ?? sighting
    }
  }

  private func flush() async {
    let sightings = pending.withLock { pending in
      defer { pending = [:] }
      return Array(pending.values)
    }
    guard !sightings.isEmpty else { return }
    do {
      try await store.count(sightings)
    } catch {
      logger.warning("spoof", metadata: ["event": "spoof", "status": "not counted", "reason": "\(error)"])
    }
  }

  private static func day(_ time: UTCTime) -> Int { Int(time.microseconds / 86_400_000_000) }
}

extension SpoofIntelligence {
  public var organizations: [String] { snapshots.organizations }

  /// The senders seen in the last `days`, the most messages first.
  public func sightings(organization: String?, days: Int, limit: Int) async throws -> [SpoofSighting] {
    await flush()
    return try await store.sightings(
      organization: organization, since: SpoofIntelligence.day(clock()) - days + 1, limit: limit)
  }

  /// All decisions, or those of one organization.
  public func decisions(organization: String?) async throws -> [SpoofedSenderRow] {
    try await store.spoofedSenders().filter { organization ?? $0.organization == $0.organization }
  }

  /// - Returns: `false` where there is no such organization.
  public func decide(
    organization: String, _ pair: SpoofedSenderPair, _ action: SpoofedSenderPair.Action, note: String
  ) async throws -> Bool {
    guard snapshots.of(organization) != nil else { return false }
    let entry = SpoofedSenderList.Entry(pair, action)
    try await store.set(
      SpoofedSenderRow(organization: organization, entry: entry, note: note, createdAt: clock().microseconds))
    try await load()
    return true
  }

  /// - Returns: `false` where nothing was decided about the pair.
  public func withdraw(organization: String, _ pair: SpoofedSenderPair) async throws -> Bool {
    guard try await store.removeSpoofedSender(organization: organization, pair) else { return false }
    try await load()
    return true
  }

  private func load() async throws {
    let rows = Dictionary(grouping: try await store.spoofedSenders(), by: \.organization)
    for organization in snapshots.organizations {
      let list = SpoofedSenderList(rows[organization, default: []].map(\.entry))
      snapshots.change(organization) { $0.spoofedSenders = list }
    }
  }
}

extension SpoofSighting {
  fileprivate func adding(_ other: SpoofSighting) -> SpoofSighting {
    var sum = self
    sum.messages += other.messages
    sum.wanted += other.wanted
    sum.actedOn += other.actedOn
    sum.lastSeen = max(lastSeen, other.lastSeen)
    return sum
  }
}
