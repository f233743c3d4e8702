import FilterPolicy
import MailTypes
import Testing

/// What is said to change an outcome is done to the world the message came into, and the message is judged again.
@Suite struct CounterfactualTests {
  private static let seeds: Range<UInt64> = 0..<2000

  @Test("Each change that is named gives the outcome that is named, and another than there was")
  func flips() throws {
    var kinds: Set<String> = []
    var undelivered = 0
    var named = 0
    for seed in Self.seeds {
      let world = RandomWorld(seed: seed)
      let decision = world.decision(asking: .all)
      undelivered += decision.action == .deliver ? 0 : 1
      guard let counterfactual = decision.counterfactual else { continue }
      named += decision.action == .deliver ? 0 : 1
      #expect(decision.wouldChangeIf == counterfactual.sentence)
      #expect((counterfactual.verdict, counterfactual.action) != (decision.verdict, decision.action), "seed \(seed)")
      for change in counterfactual.changes {
        var other = world
        try other.make(change)
        kinds.insert(String("\(change)".prefix { $0 != "(" }))
        let again = other.decision
        #expect(
          (again.verdict, again.action) == (counterfactual.verdict, counterfactual.action),
          "seed \(seed): \(counterfactual.sentence)\nfrom \(decision.because)\nto \(again.because)")
      }
    }
    // What is blocked twice over has no single change.
    #expect(named * 100 >= undelivered * 95, "only \(named) of \(undelivered) have one")
    #expect(kinds.count >= 10, "\(kinds)")
  }
}

extension RandomWorld {
  func decision(asking demand: Counterfactual.Demand) -> Decision {
    evaluate(findings, context: context, snapshot: snapshot, recipient: recipient, now: now, counterfactuals: demand)
  }

  /// Through what administrators have: policies by name and key, lists by entry.
  mutating func make(_ change: Counterfactual.Change) throws {
    switch change {
    case .policy(let kind, let name, let parameters):
      for (key, value) in parameters.sorted(by: { $0.key > $1.key }) { try set(kind, name, key) { _ in value } }
    case .policyList(let kind, let name, let parameter, let added, let removed):
      try set(kind, name, parameter) { .list($0.filter { !removed.contains($0) } + added) }
    case .connectionFilterList(let parameter, let removed):
      guard let row = ConnectionFilterPolicy.parameter(parameter), case .list(let values) = row.get(policies.connectionFilter)
      else { throw PolicyProblem([parameter], "no list") }
      try row.set(&policies.connectionFilter, .list(values.filter { !removed.contains($0) }))
    case .entries(let removed): entries.removeAll { removed.contains($0.id) }
    case .entry(let added): entries.append(added)
    case .spoofedSenders(let removed): pairs.removeAll { removed.contains($0.pair) }
    case .spoofedSender(let allowed): pairs.append(.init(allowed, .allow))
    case .recipientList: mailbox = MailboxList()
    case .signal(let removed, let weight):
      let index = findings.signals.firstIndex { $0.id == removed && $0.weight == weight }
      findings.signals.remove(at: try #require(index))
      addUp()
    case .score(let difference):
      findings.signals.append(Signal(id: "other", weight: difference, sentence: "Other"))
      addUp()
    case .phish(let probability): findings.probabilities.phish = probability
    case .authentication(let domain):
      findings.authentication.spf = SPFFacts(result: "pass", domain: domain, isAligned: true)
      if findings.authentication.dmarc.result == "fail" { findings.authentication.dmarc.result = "pass" }
    case .noVirus: findings.malware = nil
    }
  }

  private mutating func addUp() {
    findings.spamScore = Findings.sum(of: findings.signals)
    findings.probabilities.spam = SpamScale.probability(ofScore: findings.spamScore)
  }

  private mutating func set(
    _ kind: PolicyKind, _ name: String, _ key: String, _ value: ([String]) -> PolicyValue
  ) throws {
    let old = try kind.editor.values(of: name, in: policies).first { $0.key == key }?.value
    var values: [String] = []
    if case .list(let list) = old { values = list }
    switch kind {
    case .antiSpam: try set(\.antiSpam, name, key, value(values))
    case .antiPhish: try set(\.antiPhish, name, key, value(values))
    case .antiMalware: try set(\.antiMalware, name, key, value(values))
    }
  }

  private mutating func set<Policy: FilteringPolicy>(
    _ path: WritableKeyPath<OrganizationPolicies, PolicySet<Policy>>, _ name: String, _ key: String, _ value: PolicyValue
  ) throws {
    let parameter = try #require(Policy.parameter(key))
    if name == PolicySet<Policy>.fallbackName {
      try parameter.set(&policies[keyPath: path].fallback, value)
    } else {
      var policy = try #require(policies[keyPath: path].custom[name])
      try parameter.set(&policy, value)
      policies[keyPath: path].custom[name] = policy
    }
  }
}
