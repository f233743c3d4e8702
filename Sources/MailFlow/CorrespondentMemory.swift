import FilterPolicy
public import GatewayStorage
public import Logging
public import MailTypes
import Synchronization

/// Learns who of an organization has mail with whom, and tells of how much (eop-spec §8.6). Counts are in memory for a second
/// and then in the store.
public final class CorrespondentMemory: Sendable {
  /// A pair unseen for so long is forgotten: whoever writes again then writes seldom.
  public static let memoryDays = 90
  private static let flushInterval = Duration.seconds(1)
  /// Different pairs counted between two flushes; a flood of more has its rest uncounted.
  private static let pendingLimit = 10_000

  private let store: any ContactStore
  private let clock: @Sendable () -> UTCTime
  private let logger: Logger
  private let pending = Mutex<[Key: MailContact]>([:])

  private struct Key: Hashable {
    let organization: String
    let pair: MailContact.Pair
  }

  public init(store: any ContactStore, clock: @escaping @Sendable () -> UTCTime, logger: Logger) {
    self.store = store
    self.clock = clock
    self.logger = logger
  }

  /// Writes down what was counted, and forgets what is old, until the task is cancelled.
  public func run() async throws {
    var forgotten = 0
    while true {
      await flush()
      let today = CorrespondentMemory.day(clock())
      if forgotten < today,
        (try? await store.forgetContacts(before: today - CorrespondentMemory.memoryDays)) != nil
      {
        forgotten = today
      }
      do {
        try await Task.sleep(for: CorrespondentMemory.flushInterval)
      } catch {
        await flush()
        throw error
      }
    }
  }

  /// What came before from the author to each recipient, in their order; empty where it cannot be told.
  func contacts(_ findings: Findings, _ mail: OrganizationMail) async -> [SenderContact?] {
    guard let author = findings.entities.from else { return [] }
    let pairs = mail.message.envelope.recipients.map { MailContact.Pair(user: "\($0.address)", correspondent: author) }
    guard let counts = try? await store.messages(of: pairs, organization: mail.message.organization) else { return [] }
    let unfamiliar = counts.filter { $0 < SenderContact.knownFrom }.count
    return counts.map {
      SenderContact(isUnfamiliar: $0 < SenderContact.knownFrom, unfamiliar: unfamiliar, recipients: counts.count)
    }
  }

  /// Counts wanted mail that somebody sent to our people. Where a check says that the author did not send it, it is no contact.
  func note(received findings: Findings, _ decisions: [Decision], organization: String) {
    guard let author = findings.entities.from else { return }
    for decision in decisions
    where decision.verdict == .notSpam && decision.action == .deliver && decision.compauth.result != "fail" {
      count(MailContact.Pair(user: "\(decision.recipient)", correspondent: author), messages: 1, organization)
    }
  }

  /// Counts mail of our own people: whom they write to, they know.
  func note(sent findings: Findings, _ mail: OrganizationMail) {
    guard let author = findings.entities.from else { return }
    for recipient in mail.message.envelope.recipients {
      let pair = MailContact.Pair(user: author, correspondent: "\(recipient.address)")
      count(pair, messages: SenderContact.knownFrom, mail.message.organization)
    }
  }

  private func count(_ pair: MailContact.Pair, messages: Int, _ organization: String) {
    let key = Key(organization: organization, pair: pair)
    let day = CorrespondentMemory.day(clock())
    pending.withLock { pending in
      guard pending[key] != nil || pending.count < CorrespondentMemory.pendingLimit else { return }
      let counted = pending[key]?.messages ?? 0
      pending[key] = MailContact(organization: organization, pair: pair, day: day, messages: counted + messages)
    }
  }

  private func flush() async {
    let contacts = pending.withLock { pending in
      defer { pending = [:] }
      return Array(pending.values)
    }
    guard !contacts.isEmpty else { return }
    do {
      try await store.count(contacts)
    } catch {
      logger.warning("contacts", metadata: ["event": "contacts", "status": "notCounted", "reason": "\(error)"])
    }
  }

  private static func day(_ time: UTCTime) -> Int { Int(time.microseconds / 86_400_000_000) }
}
