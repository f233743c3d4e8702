import FilterPolicy
import MailTypes
import Synchronization

/// How much bulk mail each organization got from each author's domain lately. In memory, from the start of the gateway on: how
/// much a sender sends is a matter of days, and its complaints are in the mailboxes' own lists.
final class BulkSenders: Sendable {
  /// Senders counted at once, some megabytes; a flood of more has its rest uncounted until old ones are forgotten.
  static let senderLimit = 50_000

  private struct Key: Hashable {
    let organization: String
    let domain: DomainName
  }

  private let counts = Mutex<[Key: [Int: Int]]>([:])
  private let clock: @Sendable () -> UTCTime

  init(clock: @escaping @Sendable () -> UTCTime) {
    self.clock = clock
  }

  /// `nil` for mail that is not bulk, or names no author.
  func history(_ findings: Findings, snapshot: PolicySnapshot) -> BulkHistory? {
    guard findings.isBulk, let domain = findings.authorDomain else { return nil }
    let first = today - BulkHistory.days
    let days = counts.withLock { $0[Key(organization: snapshot.organization, domain: domain)] } ?? [:]
    let (blocking, trusting) = snapshot.mailboxes.opinions(on: findings)
    return BulkHistory(
      messages: days.reduce(0) { $1.key > first ? $0 + $1.value : $0 }, complaints: blocking, welcomes: trusting)
  }

  /// Counts a message that was decided about.
  func note(_ findings: Findings, organization: String) {
    guard findings.isBulk, let domain = findings.authorDomain else { return }
    let (key, today) = (Key(organization: organization, domain: domain), today)
    counts.withLock { counts in
      if counts[key] == nil, counts.count >= BulkSenders.senderLimit { BulkSenders.forget(before: today, in: &counts) }
      guard counts[key] != nil || counts.count < BulkSenders.senderLimit else { return }
      var days = counts[key] ?? [:]
      if days[today] == nil { days = days.filter { $0.key > today - BulkHistory.days } }
      days[today, default: 0] += 1
      counts[key] = days
    }
  }

  /// Those of whom nothing came for so long.
  private static func forget(before today: Int, in counts: inout [Key: [Int: Int]]) {
    counts = counts.filter { $0.value.keys.contains { $0 > today - BulkHistory.days } }
  }

  private var today: Int { Int(clock().microseconds / 86_400_000_000) }
}
