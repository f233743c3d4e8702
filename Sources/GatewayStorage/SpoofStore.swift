public import FilterPolicy

/// Who has sent as whom, and which pairs an administrator has decided about. Every method may throw `StoreError`.
public protocol SpoofStore: Sendable {
  /// Adds to what was counted before; one transaction.
  func count(_ sightings: [SpoofSighting]) async throws
  /// The sums since `day` for one sender; `nil` where it was not seen.
  func history(organization: String, _ sender: SpoofedSender, since day: Int) async throws -> SenderHistory?
  /// The sums since `day` for each sender, the most messages first.
  func sightings(organization: String?, since day: Int, limit: Int) async throws -> [SpoofSighting]
  /// Forgets the days before.
  func forgetSightings(before day: Int) async throws

  /// All decisions, sorted by organization and pair.
  func spoofedSenders() async throws -> [SpoofedSenderRow]
  /// Puts a decision in the place of an earlier one about the same pair.
  func set(_ row: SpoofedSenderRow) async throws
  /// - Returns: `false` where there is none.
  func removeSpoofedSender(organization: String, _ pair: SpoofedSenderPair) async throws -> Bool
}

/// Messages of one sender on one day, or since one.
public struct SpoofSighting: Hashable, Sendable {
  public var organization: String
  public var sender: SpoofedSender
  /// Days since 1970, UTC.
  public var day: Int
  public var messages: Int
  /// How many of them were found to be wanted.
  public var wanted: Int
  /// How many of them were acted on as spoofed.
  public var actedOn: Int
  /// UTC microseconds.
  public var lastSeen: Int64

  public init(
    organization: String, sender: SpoofedSender, day: Int, messages: Int, wanted: Int, actedOn: Int, lastSeen: Int64
  ) {
    self.organization = organization
    self.sender = sender
    self.day = day
    self.messages = messages
    self.wanted = wanted
    self.actedOn = actedOn
    self.lastSeen = lastSeen
  }
}

/// What an administrator decided about a pair.
public struct SpoofedSenderRow: Hashable, Sendable {
  public var organization: String
  public var entry: SpoofedSenderList.Entry
  /// For the administrator; empty where nothing was noted.
  public var note: String
  /// UTC microseconds.
  public var createdAt: Int64

  public init(organization: String, entry: SpoofedSenderList.Entry, note: String, createdAt: Int64) {
    self.organization = organization
    self.entry = entry
    self.note = note
    self.createdAt = createdAt
  }
}
