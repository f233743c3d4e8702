public import MailTypes

/// What is kept back. Entries are written through `QueueStore.apply`. Every method may throw `StoreError`.
public protocol QuarantineStore: Sendable {
  func entry(_ id: QueueID) async throws -> QuarantineEntry?
  /// The newest first.
  func entries(matching filter: QuarantineFilter) async throws -> [QuarantineEntry]
  /// The entries whose retention ended before `time` (UTC microseconds), the oldest first.
  func expiredEntries(before time: Int64, limit: Int) async throws -> [CopyKey]
}

public struct QuarantineFilter: Hashable, Sendable {
  public var organization: String?
  public var reason: QuarantineReason?
  /// Addresses are compared without regard to case.
  public var sender: EmailAddress?
  public var recipient: EmailAddress?
  /// `nil`: both.
  public var isReleased: Bool?
  public var limit: Int
  public var offset: Int

  public init(
    organization: String? = nil, reason: QuarantineReason? = nil, sender: EmailAddress? = nil,
    recipient: EmailAddress? = nil, isReleased: Bool? = nil, limit: Int = QueueFilter.defaultLimit, offset: Int = 0
  ) {
    self.organization = organization
    self.reason = reason
    self.sender = sender
    self.recipient = recipient
    self.isReleased = isReleased
    self.limit = limit
    self.offset = offset
  }
}
