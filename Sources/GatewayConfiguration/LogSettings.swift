/// How events are written to standard error.
public struct LogSettings: Hashable, Sendable {
  public var format: Format
  public var level: Level

  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// `time=… event=… key=value`.
    case logfmt
    /// One JSON object a line.
    case json
  }

  /// The least important event that is written.
  public enum Level: String, Hashable, Sendable, CaseIterable {
    case trace, debug, info, notice, warning, error, critical
  }
}

extension LogSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    format = reader.value("format", .choice, default: .logfmt, "`logfmt` for people and grep, `json` for log collectors.")
    level = reader.value("level", .choice, default: .info, "Least important event to log.")
  }
}
