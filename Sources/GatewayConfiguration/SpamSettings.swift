/// When a message counts as spam, and how long it is kept.
public struct SpamSettings: Hashable, Sendable {
  /// Spam score from which the verdict is spam (SCL 5).
  public var threshold: Double
  /// Spam score from which the verdict is high confidence spam (SCL 9).
  public var highConfidenceThreshold: Double
  /// 1…30 (eop-spec §4.1 `QuarantineRetentionPeriod`).
  public var quarantineRetentionDays: Int
}

extension SpamSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    threshold = reader.value(
      "threshold", .decimal(-100...100), default: 5, "Spam score from which a message is spam (SCL 5).")
    highConfidenceThreshold = reader.value(
      "highConfidenceThreshold", .decimal(-100...100), default: 9,
      "Spam score from which a message is high confidence spam (SCL 9).")
    quarantineRetentionDays = reader.value(
      "quarantineRetentionDays", .integer(1...30), default: 15, "Days that quarantined messages are kept.")
    if threshold > highConfidenceThreshold { reader.problem("threshold", "is above highConfidenceThreshold; it must not be") }
  }
}
