/// Whether the language of a message, or the region of its client, is blocked (eop-spec §3.4 rows 16 and 17, §4.3, §4.4).
struct OriginJudgement: Sendable {
  let parameter: Detection.OriginList
  /// The entries of the list that match.
  let values: [String]
  let sentence: String

  /// eop-spec §3.2: silent on the number; that of other lists of the policy.
  static let scl = 6

  static func language(_ findings: Findings, _ applied: ScopedPolicies<AntiSpamPolicy>.Applied) -> OriginJudgement? {
    guard applied.policy.enableLanguageBlockList, let language = findings.language,
      let entry = BlockableLanguage(policyText: language), applied.policy.languageBlockList.contains(entry)
    else { return nil }
    let value = entry.policyText
    return OriginJudgement(
      parameter: .languages, values: [value],
      sentence: "policy \(applied.name) blocks the language \(value), which the text is in")
  }

  static func region(_ findings: Findings, _ applied: ScopedPolicies<AntiSpamPolicy>.Applied) -> OriginJudgement? {
    guard applied.policy.enableRegionBlockList, let country = findings.country else { return nil }
    let values = BlockableRegion.all(holding: country).filter(applied.policy.regionBlockList.contains).map(\.policyText)
    guard let value = values.first else { return nil }
    let address = findings.entities.clientAddress
    let place = value == country ? "" : ", by its code in \(country), which \(value) is part of"
    return OriginJudgement(
      parameter: .regions, values: values,
      sentence: "policy \(applied.name) blocks the region \(value), where the client \(address) is\(place)")
  }
}
