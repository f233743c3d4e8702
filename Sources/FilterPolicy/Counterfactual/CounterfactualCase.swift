import MailTypes

/// All that one copy is judged by, as it could be otherwise.
struct CounterfactualCase: Sendable {
  private(set) var findings: Findings
  private(set) var snapshot: PolicySnapshot
  private(set) var applied: AppliedPolicies
  private(set) var mailbox: ListMatches.MailboxMatch?
  let context: EvaluationContext
  let now: UTCTime

  init(_ inputs: Judgement.Inputs) {
    findings = inputs.findings
    snapshot = inputs.snapshot
    applied = inputs.applied
    mailbox = inputs.lists.mailbox
    context = inputs.context
    now = inputs.now
  }

  var judgement: Judgement {
    Judgement(
      Judgement.Inputs(
        findings, SenderIdentity(findings), context: context, snapshot: snapshot, applied: applied, mailbox: mailbox, now: now))
  }

  /// - Throws: where the change is none that could be made.
  mutating func make(_ change: Counterfactual.Change) throws(PolicyProblem) {
    switch change {
    case .policy(let kind, _, let parameters): try applied.set(parameters, of: kind)
    case .policyList(let kind, _, let parameter, let added, let removed):
      try applied.edit(parameter, of: kind, adding: added, removing: removed)
    case .connectionFilterList(let parameter, let removed):
      try snapshot.policies.connectionFilter.edit(parameter, adding: [], removing: removed)
    case .entries(let removed): for id in removed { snapshot.allowBlock.remove(id) }
    case .entry(let added): snapshot.allowBlock.set(added)
    case .spoofedSenders(let removed):
      snapshot.spoofedSenders = SpoofedSenderList(snapshot.spoofedSenders.all.filter { !removed.contains($0.pair) })
    case .spoofedSender(let allowed):
      snapshot.spoofedSenders = SpoofedSenderList(snapshot.spoofedSenders.all + [.init(allowed, .allow)])
    case .recipientList: mailbox = nil
    case .signal(let removed, let weight): findings.remove(removed, weight: weight)
    case .score(let difference): findings.add(difference)
    case .phish(let probability): findings.probabilities.phish = probability
    case .authentication(let domain): findings.authentication.authenticate(domain)
    case .noVirus: findings.malware = nil
    }
  }
}

extension AppliedPolicies {
  fileprivate mutating func set(_ parameters: [String: PolicyValue], of kind: PolicyKind) throws(PolicyProblem) {
    for (parameter, value) in parameters.sorted(by: { $0.key < $1.key }) {
      switch kind {
      case .antiSpam: antiSpam = try antiSpam.changed { (policy) throws(PolicyProblem) in try policy.set(parameter, value) }
      case .antiPhish: antiPhish = try antiPhish.changed { (policy) throws(PolicyProblem) in try policy.set(parameter, value) }
      case .antiMalware:
        antiMalware = try antiMalware.changed { (policy) throws(PolicyProblem) in try policy.set(parameter, value) }
      }
    }
  }

  fileprivate mutating func edit(
    _ parameter: String, of kind: PolicyKind, adding: [String], removing: [String]
  ) throws(PolicyProblem) {
    switch kind {
    case .antiSpam:
      antiSpam = try antiSpam.changed { (policy) throws(PolicyProblem) in
        try policy.edit(parameter, adding: adding, removing: removing)
      }
    case .antiPhish:
      antiPhish = try antiPhish.changed { (policy) throws(PolicyProblem) in
        try policy.edit(parameter, adding: adding, removing: removing)
      }
    case .antiMalware:
      antiMalware = try antiMalware.changed { (policy) throws(PolicyProblem) in
        try policy.edit(parameter, adding: adding, removing: removing)
      }
    }
  }
}

extension ScopedPolicies.Applied {
  fileprivate func changed(_ change: (inout Policy) throws(PolicyProblem) -> Void) throws(PolicyProblem) -> Self {
    var policy = policy
    try change(&policy)
    if let problem = policy.problems.first { throw problem }
    return Self(policy, name: name, rule: rule)
  }
}

extension Parameterized {
  fileprivate mutating func set(_ name: String, _ value: PolicyValue) throws(PolicyProblem) {
    guard let parameter = Self.parameter(name) else { throw PolicyProblem([name], "is no parameter") }
    try parameter.set(&self, value)
  }

  fileprivate mutating func edit(_ name: String, adding: [String], removing: [String]) throws(PolicyProblem) {
    guard let parameter = Self.parameter(name), case .list(let values) = parameter.get(self) else {
      throw PolicyProblem([name], "is no list")
    }
    try parameter.set(&self, .list(values.filter { !removing.contains($0) } + adding))
  }
}

extension Findings {
  /// As if the message did not have the signal, which may be there more than once.
  fileprivate mutating func remove(_ id: String, weight: Double) {
    guard let index = signals.firstIndex(where: { $0.id == id && $0.weight == weight }) else { return }
    signals.remove(at: index)
    addUp()
  }

  fileprivate mutating func add(_ difference: Double) {
    signals.append(Signal(id: "score", weight: difference, sentence: "Another score"))
    addUp()
  }

  private mutating func addUp() {
    spamScore = Findings.sum(of: signals)
    probabilities.spam = SpamScale.probability(ofScore: spamScore)
  }
}

extension AuthenticationFacts {
  /// As if SPF passed for the domain, and DMARC by it.
  fileprivate mutating func authenticate(_ domain: String) {
    spf = SPFFacts(result: "pass", domain: domain, isAligned: true)
    if dmarc.result == "fail" { dmarc.result = "pass" }
  }
}
