/// What an organization does not want to read in a subject or a text: words and phrases, matched whole and whatever their case,
/// with any blanks and signs between the words of a phrase (eop-spec §3.4, row 12, whose list nobody can see).
public struct SensitiveWords: Parameterized {
  /// The words that are shipped count too, but for those of `except`.
  public var usesShipped = true
  /// The organization's own; in lower case.
  public var own: Set<SensitiveWord> = []
  /// Shipped words that do not count.
  public var except: Set<SensitiveWord> = []

  public init() {}

  public static let noun = "list of sensitive words"

  public static let parameters: [PolicyParameter<SensitiveWords>] = [
    .flag("UsesShipped", \.usesShipped), .list("Own", \.own, maximum: limit), .list("Except", \.except, maximum: limit),
  ]

  /// Own words of one organization.
  public static let limit = 1_000

  /// The words that count, in no order.
  public var all: Set<String> {
    Set(own.map(\.policyText)).union(usesShipped ? SensitiveWords.shippedSet.subtracting(except.map(\.policyText)) : [])
  }

  /// `word` as `all` has it.
  func contains(_ word: String) -> Bool {
    guard let word = SensitiveWord(policyText: word) else { return false }
    return own.contains(word) || usesShipped && !except.contains(word) && SensitiveWords.shippedSet.contains(word.policyText)
  }

  private static let shippedSet = Set(shipped)
}

extension OrganizationPolicies {
  /// Whether a setting of the advanced spam filter is not off in some policy.
  public func minds(_ setting: KeyPath<AdvancedSpamFilters, SpamFilteringOption>) -> Bool {
    antiSpam.fallback.advancedFilters[keyPath: setting] != .off
      || antiSpam.custom.values.contains { $0.advancedFilters[keyPath: setting] != .off }
  }
}
