/// What people said a message is.
public enum MessageLabel: String, Sendable, CaseIterable {
  case ham
  case spam
  case phish
  /// Mail to many that some want and others do not.
  case bulk

  /// What a classifier of spam learns of it. Bulk mail is no spam: it has a level of its own, and policies of its own.
  public var isSpam: Bool { self == .spam || self == .phish }

  /// Whether errors on it are counted. Bulk mail is right either way.
  public var isCounted: Bool { self != .bulk }
}
