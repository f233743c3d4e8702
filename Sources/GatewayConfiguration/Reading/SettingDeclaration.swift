/// What is known of a setting before any file is read: a row of the reference manual.
public struct SettingDeclaration: Hashable, Sendable {
  /// `limits.messageSize`; `[]` stands for any element of a list: `listeners[].kind`.
  public let path: String
  /// What a value must be: `a size from 64KiB to 2GiB, as 25MB`.
  public let allowed: String
  /// As the file would say it, or a sentence; `nil` for a setting that must be given.
  public let defaultText: String?
  public let secrecy: Secrecy
  public let sentence: String

  /// Whether the value may be shown.
  public enum Secrecy: Hashable, Sendable {
    case open
    /// Shown as `(hidden)`.
    case secret
  }
}

/// The value a setting has in one configuration.
public struct EffectiveSetting: Hashable, Sendable {
  /// `listeners[0].kind`.
  public let path: String
  /// As the file would say it; `nil` where an optional setting has no value.
  public let text: String?
  /// True where the file does not say it.
  public let isDefault: Bool
}
