public import FilterPolicy
import GatewayStorage
public import MailTypes

/// A sender that is not proven to be whom it says, as `/api/v1/spoof` shows it (eop-spec §8.1, "Insight columns").
public struct SpoofDocument: Hashable, Sendable, Codable {
  public var organization: String
  public var spoofedUser: String
  public var sendingInfrastructure: String
  public var messageCount: Int
  /// How many of them were found to be wanted.
  public var wantedCount: Int
  public var lastSeen: UTCTime
  /// `Internal` or `External`.
  public var spoofType: String
  /// `Allowed` or `Blocked`: what was done with the messages.
  public var action: String

  init(_ sighting: SpoofSighting) {
    organization = sighting.organization
    spoofedUser = "\(sighting.sender.user)"
    sendingInfrastructure = "\(sighting.sender.infrastructure)"
    messageCount = sighting.messages
    wantedCount = sighting.wanted
    lastSeen = UTCTime(microseconds: sighting.lastSeen)
    spoofType = sighting.sender.isInternal ? "Internal" : "External"
    action = sighting.actedOn > 0 ? "Blocked" : "Allowed"
  }
}

/// `{"items": […]}`
public struct SpoofListDocument: Hashable, Sendable, Codable {
  public var items: [SpoofDocument]
}

/// What an administrator decided about a pair, as `/api/v1/spoof/pairs` shows and takes it.
public struct SpoofedPairDocument: Hashable, Sendable, Codable {
  /// May be left away where there is one organization.
  public var organization: String?
  public var pair: SpoofedSenderPair
  public var action: SpoofedSenderPair.Action
  public var note: String?
  /// Not taken.
  public var createdAt: UTCTime?

  public init(organization: String?, pair: SpoofedSenderPair, action: SpoofedSenderPair.Action, note: String?) {
    self.organization = organization
    self.pair = pair
    self.action = action
    self.note = note
  }

  init(_ row: SpoofedSenderRow) {
    self.init(organization: row.organization, pair: row.entry.pair, action: row.entry.action, note: row.note)
    createdAt = UTCTime(microseconds: row.createdAt)
  }
}

/// `{"items": […]}`
public struct SpoofedPairListDocument: Hashable, Sendable, Codable {
  public var items: [SpoofedPairDocument]
}
