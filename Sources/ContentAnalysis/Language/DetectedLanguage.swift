/// The language most of a text is in.
public struct DetectedLanguage: Hashable, Sendable {
  /// ISO 639-1, or 639-2 where 639-1 has none.
  public let code: String
  /// As CLD2 has it: with the script, where that makes a difference.
  let variant: String
  /// 0…1: how much of the text is in it.
  public let share: Double
  /// Whether there was enough text to hold to it.
  public let isReliable: Bool
}
