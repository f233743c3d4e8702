/// Looks for the smallest changes that give another outcome, and tries each before it says so.
struct CounterfactualSearch: Sendable {
  let inputs: Judgement.Inputs
  let judgement: Judgement

  private struct Trial {
    let change: Counterfactual.Change
    let verdict: Verdict
    let action: FilterAction
  }

  /// `nil` where nothing that could be set or found otherwise would do.
  func counterfactual() -> Counterfactual? {
    guard inputs.findings.unscannable == nil else { return nil }
    let candidates = CounterfactualCandidates(inputs: inputs, judgement: judgement)
    let isPassed = judgement.decisive == nil && judgement.skipped == nil
    let sorts = isPassed ? [candidates.ofMessage, candidates.ofSettings] : [candidates.ofSettings, candidates.ofMessage]
    let found = sorts.compactMap { smallest(of: $0) }
    guard let first = found.first else { return nil }
    let alike = found.filter { ($0.verdict, $0.action) == (first.verdict, first.action) }
    return Counterfactual(
      changes: alike.map(\.change), verdict: first.verdict, action: first.action,
      sentence: alike.map { phrase($0.change) }.joined(separator: ", or ")
        + " it would be \(first.action.inWords) as \(first.verdict.inWords)")
  }

  /// The first that does something else with the message, else the first that only calls it something else.
  private func smallest(of changes: some Sequence<Counterfactual.Change>) -> Trial? {
    var renamed: Trial?
    for change in changes {
      guard let trial = outcome(of: change) else { continue }
      if trial.action != judgement.action { return trial }
      if trial.verdict != judgement.verdict { renamed = renamed ?? trial }
    }
    return renamed
  }

  private func outcome(of change: Counterfactual.Change) -> Trial? {
    var other = CounterfactualCase(inputs)
    guard (try? other.make(change)) != nil else { return nil }
    let judged = other.judgement
    return Trial(change: change, verdict: judged.verdict, action: judged.action)
  }
}

extension CounterfactualSearch {
  private func phrase(_ change: Counterfactual.Change) -> String {
    switch change {
    case .policy(let kind, let name, let parameters):
      let texts = parameters.sorted { $0.key < $1.key }.map { key, value in
        "\(key) \(value)" + (current(key, of: kind).map { " (now \($0))" } ?? "")
      }
      return "with \(texts.joined(separator: " and ")) in policy \(name)"
    case .policyList(_, let name, let parameter, let added, let removed):
      return added.isEmpty
        ? "without \(removed.joined(separator: ", ")) in \(parameter) of policy \(name)"
        : "with \(added.joined(separator: ", ")) in \(parameter) of policy \(name)"
    case .connectionFilterList(let parameter, let removed):
      return "without \(removed.joined(separator: ", ")) in \(parameter) of the connection filter"
    case .entries(let removed):
      return "without the entry \(removed.map(\.description).joined(separator: ", the entry "))"
    case .entry(let added):
      let condition = added.condition == .none ? "" : ", which asks for \(added.condition)"
      return "with the entry \(added.id)\(condition),"
    case .spoofedSenders(let removed):
      return "without the blocked pair \(removed.map { "(\($0))" }.joined(separator: ", "))"
    case .spoofedSender(let allowed): return "with the allowed pair (\(allowed))"
    case .recipientList: return "without the recipient's own list of senders"
    case .signal(let removed, let weight): return "without \(removed) (\(Judgement.signedWeight(weight)))"
    case .score(let difference):
      return "with a spam score \(difference.magnitude) \(difference < 0 ? "lower" : "higher")"
    case .phish(let probability): return "with a phish probability of at most \(Judgement.percent(probability))"
    case .authentication(let domain): return "with SPF or DKIM passing for \(domain)"
    case .noVirus: return "without what the virus scanner found"
    }
  }

  private func current(_ key: String, of kind: PolicyKind) -> PolicyValue? {
    switch kind {
    case .antiSpam: AntiSpamPolicy.parameter(key)?.get(inputs.applied.antiSpam.policy)
    case .antiPhish: AntiPhishPolicy.parameter(key)?.get(inputs.applied.antiPhish.policy)
    case .antiMalware: AntiMalwarePolicy.parameter(key)?.get(inputs.applied.antiMalware.policy)
    }
  }
}
