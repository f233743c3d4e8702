/// The preset security policies (eop-spec §1.3–1.4): before all custom policies, Strict before Standard; off until somebody
/// turns them on and says for whom.
public struct Presets: Hashable, Sendable, Codable {
  public var standard = Assignment()
  public var strict = Assignment()

  public init() {}

  public struct Assignment: Parameterized {
    public var enabled = false
    /// Without a condition, everybody.
    public var recipients = RecipientFilter()

    public init() {}

    public static let noun = "preset"

    public static let parameters: [PolicyParameter<Assignment>] =
      [.flag("Enabled", \.enabled)] + RecipientFilter.parameters.map { $0.of(\.recipients) }
  }

  public static let standardName = "Standard Preset Security Policy"
  public static let strictName = "Strict Preset Security Policy"
  static let names: Set<String> = [standardName, strictName]
}
