/// What is kept of messages that have gone: the `trace` section.
public struct TraceSettings: Hashable, Sendable {
  /// eop-spec §11.1: a trace is searched for 90 days.
  public var retentionDays: Int
  /// Days that the findings are kept, by far the most of a trace: as long as a replay looks back.
  public var findingsDays: Int
  public var subjects: Bool
}

extension TraceSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    retentionDays = reader.value(
      "retentionDays", .integer(1...3650), default: 90, "Days that `martlet trace` can tell what became of a message.")
    findingsDays = reader.value(
      "findingsDays", .integer(1...3650), default: 30,
      "Days that the findings of the scan are kept with it: as far back as mail can be judged again under other policies. No more than `trace.retentionDays` take effect."
    )
    subjects = reader.value(
      "subjects", .flag, default: true,
      "Whether a trace has the subject. Switch it off where administrators must not read subjects; it never stands in the log.")
  }
}
