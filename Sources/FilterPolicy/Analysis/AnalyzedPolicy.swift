/// A policy of which the configuration analyzer has an opinion.
protocol AnalyzedPolicy: Parameterized {
  static var recommendedStandard: Self { get }
  static var recommendedStrict: Self { get }
  /// By the names of parameters; what is not here is nobody's business but the organization's: texts, addresses, own blocks.
  static var strengths: [String: ParameterStrength] { get }
}

extension AnalyzedPolicy where Self: FilteringPolicy {
  static var recommendedStandard: Self { standard }
  static var recommendedStrict: Self { strict }
}

extension AnalyzedPolicy {
  func recommendations(
    kind: String, name: String, at path: [String], _ quarantine: [String: QuarantinePolicy]
  ) -> [PolicyRecommendation] {
    Self.parameters.compactMap { parameter in
      guard let strength = Self.strengths[parameter.name] else { return nil }
      let current = parameter.get(self)
      func beside(_ policy: Self) -> PolicyRecommendation.Recommended {
        let value = parameter.get(policy)
        return .init(value: value, standing: strength.standing(of: current, to: value, quarantine))
      }
      return PolicyRecommendation(
        path: path + [parameter.key], kind: kind, policy: name, parameter: parameter.name, current: current,
        standard: beside(Self.recommendedStandard), strict: beside(Self.recommendedStrict))
    }
  }
}
