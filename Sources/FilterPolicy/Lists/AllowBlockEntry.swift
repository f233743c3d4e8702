public import MailTypes

/// An entry of the Tenant Allow/Block List (eop-spec §7.3).
public struct AllowBlockEntry: Hashable, Sendable {
  public enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    case allow, block
  }

  /// What it takes for an allow entry to count.
  public enum Condition: Hashable, Sendable {
    case none
    /// DMARC passes, or a signature or SPF of the author's own domain does.
    case authentication
    case network(IPNetwork)
  }

  /// When it ends.
  public enum Expiry: Hashable, Sendable {
    case never
    case at(UTCTime)
    /// Days after it last counted, or after it was made.
    case afterLastUse(days: Int)
  }

  /// The strongest verdict that an allow entry overrides.
  public enum Ceiling: String, Hashable, Sendable, Codable, CaseIterable {
    /// What administrators allow by hand: "up to regular confidence phishing".
    case phish
    /// What comes from a submission.
    case highConfidencePhish
    case malware
  }

  public var value: AllowBlockValue
  public var action: Action
  public var expiry: Expiry
  /// Counts for `allow` only.
  public var condition: Condition
  public var ceiling: Ceiling
  public var notes: String
  public var modifiedBy: String
  public var modifiedAt: UTCTime
  /// The day it last counted.
  public var lastUsed: UTCTime?

  /// eop-spec §7.3: days that an unused entry is kept.
  public static let unusedDays = 45
  public static let notesLimit = 1024

  public init(
    _ value: AllowBlockValue, _ action: Action, expiry: Expiry, condition: Condition = .none, ceiling: Ceiling = .phish,
    notes: String = "", modifiedBy: String = "", modifiedAt: UTCTime, lastUsed: UTCTime? = nil
  ) {
    self.value = value
    self.action = action
    self.expiry = expiry
    self.condition = condition
    self.ceiling = ceiling
    self.notes = notes
    self.modifiedBy = modifiedBy
    self.modifiedAt = modifiedAt
    self.lastUsed = lastUsed
  }

  /// What no two entries share; sorted by kind, value and action.
  public struct ID: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    public let kind: AllowBlockValue.Kind
    public let value: String
    public let action: Action

    public var description: String { "\(action) \(kind) \(value)" }

    public static func < (left: ID, right: ID) -> Bool {
      (left.kind.rawValue, left.value, left.action.rawValue) < (right.kind.rawValue, right.value, right.action.rawValue)
    }
  }

  public var id: ID { ID(kind: value.kind, value: "\(value)", action: action) }

  /// The moment from which it counts no more; `nil` for never.
  public var ends: UTCTime? {
    switch expiry {
    case .never: nil
    case .at(let time): time
    case .afterLastUse(let days): max(lastUsed ?? modifiedAt, modifiedAt).adding(days: days)
    }
  }

  public func isExpired(_ now: UTCTime) -> Bool { ends.map { $0 <= now } ?? false }
}
