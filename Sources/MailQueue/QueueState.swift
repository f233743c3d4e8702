import GatewayStorage
import MailTypes

/// What the queue knows in memory; everything in it can be read again from the store.
struct QueueState {
  var schedule: DeliverySchedule
  /// Copies in the store, held ones included.
  var length = 0
  /// What an administrator wants done with a copy once its running attempt ends.
  var orders: [QueueID: Order] = [:]
  var generator: any RandomNumberGenerator & Sendable
  private var fresh: [QueueID: QueuedCopy] = [:]
  private var freshContent = 0
  private var lastID: QueueID?

  enum Order {
    case hold
    case delete
  }

  init(settings: QueueSettings, generator: any RandomNumberGenerator & Sendable) {
    schedule = DeliverySchedule(settings: settings)
    self.generator = generator
  }

  /// A new id, above every earlier one of this process: the random part alone would soon repeat within a busy millisecond.
  mutating func makeID(at now: Int64) -> QueueID {
    let random = QueueID(milliseconds: now / 1000, using: &generator)
    let id = lastID.flatMap { QueueID(rawValue: max(random.rawValue, $0.rawValue &+ 1)) } ?? random
    lastID = id
    return id
  }

  mutating func items(
    for copies: [NewCopy], of message: StoredMessage, at now: Int64, _ settings: QueueSettings
  ) -> [QueueItem] {
    copies.map { copy in
      QueueItem(
        key: CopyKey(organization: message.organization, traceID: message.traceID, id: makeID(at: now)), nextHop: copy.nextHop,
        recipients: copy.recipients.map { QueuedRecipient($0) }, edits: copy.edits, isJunk: copy.isJunk,
        mayNotifySender: copy.mayNotifySender, createdAt: now, nextAttempt: now,
        expiresAt: now + Int64(settings.lifetime) * 1_000_000, delayNoticeAt: now + Int64(settings.delayNotice) * 1_000_000)
    }
  }

  mutating func entries(
    for copies: [NewQuarantineEntry], of message: StoredMessage, at now: Int64
  ) -> [QuarantineEntry] {
    copies.map { new in
      QuarantineEntry(
        key: CopyKey(organization: message.organization, traceID: message.traceID, id: makeID(at: now)),
        recipients: new.copy.recipients, reason: new.reason, verdict: new.verdict, sender: message.envelope.reversePath,
        subject: new.subject, nextHop: new.copy.nextHop, edits: new.copy.edits, mayNotifySender: new.copy.mayNotifySender,
        quarantinedAt: now, expiresAt: new.expiresAt)
    }
  }

  /// Adds a committed item, with its message as long as there is room, so that the first attempt reads nothing.
  mutating func enqueue(_ item: QueueItem, of message: StoredMessage, contentBudget: Int) {
    length += 1
    guard schedule.insert(item.scheduled, to: item.nextHop) else { return }
    let size = message.content.memorySize
    guard freshContent + size <= contentBudget else { return }
    freshContent += size
    fresh[item.key.id] = QueuedCopy(item: item, message: message)
  }

  /// The copy if it is still in memory; only once.
  mutating func takeFresh(_ id: QueueID) -> QueuedCopy? {
    guard let copy = fresh.removeValue(forKey: id) else { return nil }
    freshContent -= copy.message.content.memorySize
    return copy
  }
}

extension MessageContent {
  /// Octets held in memory; a file counts as nothing.
  var memorySize: Int {
    if case .bytes(let bytes) = self { bytes.count } else { 0 }
  }
}
