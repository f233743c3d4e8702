/// When a message counts as spam, and how long it is kept.
public struct SpamSettings: Hashable, Sendable {
  /// Spam scores from which the verdict is spam, and high confidence spam.
  public var threshold: Double
  public var highConfidenceThreshold: Double
  /// 1…9 (eop-spec `BulkThreshold`).
  public var bulkThreshold: Int
  public var quarantineRetention: Duration
}

extension SpamSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    threshold = reader.value(
      "threshold", .decimal(-100...100), default: 5, "Spam score from which a message is spam (SCL 5).")
    highConfidenceThreshold = reader.value(
      "highConfidenceThreshold", .decimal(-100...100), default: 10,
      "Spam score from which a message is high confidence spam (SCL 9).")
    bulkThreshold = reader.value(
      "bulkThreshold", .integer(1...9), default: 7, "Bulk complaint level from which bulk mail counts as spam.")
    quarantineRetention = reader.value(
      "quarantineRetention", .duration(.seconds(86400)...(.seconds(30 * 86400))), default: .seconds(15 * 86400),
      "How long quarantined messages are kept.")
    if threshold > highConfidenceThreshold { reader.problem("threshold", "is above highConfidenceThreshold; it must not be") }
  }
}
