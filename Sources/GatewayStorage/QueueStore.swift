public import MailTypes

/// Everything a gateway keeps for good, as the queue and the services see it.
public typealias GatewayStore = QueueStore & QuarantineStore & MessageVault & StoreBackup

/// The durable queue. Every method may throw `StoreError`.
public protocol QueueStore: Sendable {
  /// One transaction, on stable storage on return (design §4).
  func apply(_ changes: [StoreChange]) async throws
  /// Writes and syncs something of no meaning: succeeds exactly when `apply` would.
  func probe() async throws

  /// How many scheduled (not held) items each next hop has.
  func destinations() async throws -> [NextHop: Int]
  /// The scheduled items of a next hop, the earliest attempt first.
  func schedule(for nextHop: NextHop, limit: Int) async throws -> [ScheduledItem]
  /// An item with its message, content included; `nil` where it is gone.
  func copy(_ key: CopyKey) async throws -> QueuedCopy?
  /// The item of an id alone, as administrators name it.
  func item(_ id: QueueID) async throws -> QueueListing?
  /// Sorted by id, which is by age.
  func items(matching filter: QueueFilter) async throws -> [QueueListing]
  func counts() async throws -> QueueCounts

  /// Messages that were answered before their scan ended, the oldest first.
  func messagesAwaitingScan(limit: Int) async throws -> [StoredMessage]
  /// The message with its bytes; `nil` where it is gone.
  func message(organization: String, traceID: TraceID) async throws -> StoredMessage?
}

/// What the schedule needs to know of an item. Times are UTC microseconds.
public struct ScheduledItem: Hashable, Sendable {
  public let key: CopyKey
  public let nextAttempt: Int64
  /// When something has to happen even where no attempt is possible: the notice of delay, or the end of its lifetime.
  public let deadline: Int64

  public init(key: CopyKey, nextAttempt: Int64, deadline: Int64) {
    self.key = key
    self.nextAttempt = nextAttempt
    self.deadline = deadline
  }

  /// The same item at another time.
  public func due(at time: Int64) -> ScheduledItem { ScheduledItem(key: key, nextAttempt: time, deadline: deadline) }
}

/// An item and the message it is a copy of.
public struct QueuedCopy: Hashable, Sendable {
  public var item: QueueItem
  public var message: StoredMessage

  public init(item: QueueItem, message: StoredMessage) {
    self.item = item
    self.message = message
  }
}

/// An item as lists show it.
public struct QueueListing: Hashable, Sendable {
  public var item: QueueItem
  public var sender: ReversePath
  /// UTC microseconds.
  public var receivedAt: Int64
  /// Octets of the original message.
  public var size: Int

  public init(item: QueueItem, sender: ReversePath, receivedAt: Int64, size: Int) {
    self.item = item
    self.sender = sender
    self.receivedAt = receivedAt
    self.size = size
  }
}

public struct QueueFilter: Hashable, Sendable {
  /// `nil`: both.
  public var isHeld: Bool?
  public var organization: String?
  /// Compared without regard to case, as are recipients; `.null` finds reports.
  public var sender: ReversePath?
  public var recipient: EmailAddress?
  public var nextHop: NextHop?
  public var limit: Int
  public var offset: Int

  /// A page of a list for people.
  public static let defaultLimit = 100

  public init(
    isHeld: Bool? = nil, organization: String? = nil, sender: ReversePath? = nil, recipient: EmailAddress? = nil,
    nextHop: NextHop? = nil, limit: Int = QueueFilter.defaultLimit, offset: Int = 0
  ) {
    self.isHeld = isHeld
    self.organization = organization
    self.sender = sender
    self.recipient = recipient
    self.nextHop = nextHop
    self.limit = limit
    self.offset = offset
  }
}

extension QueueFilter {
  /// True where sender and recipient, if asked for, are those of `listing`.
  public func matchesAddresses(of listing: QueueListing) -> Bool {
    if let sender, sender.description.lowercased() != listing.sender.description.lowercased() { return false }
    guard let recipient else { return true }
    return listing.item.recipients.contains { $0.recipient.address.key == recipient.key }
  }
}

public struct QueueCounts: Hashable, Sendable, Codable {
  public var scheduled: Int
  public var held: Int
  public var awaitingScan: Int
  public var quarantined: Int

  public init(scheduled: Int = 0, held: Int = 0, awaitingScan: Int = 0, quarantined: Int = 0) {
    self.scheduled = scheduled
    self.held = held
    self.awaitingScan = awaitingScan
    self.quarantined = quarantined
  }
}
