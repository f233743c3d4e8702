import MailTypes

/// Changes that may give another outcome, the smallest first. They are guesses: whether one does is for who tries it.
struct CounterfactualCandidates: Sendable {
  let inputs: Judgement.Inputs
  let judgement: Judgement

  private var findings: Findings { inputs.findings }
  private var lists: ListMatches { inputs.lists }
  private var antiSpam: ScopedPolicies<AntiSpamPolicy>.Applied { inputs.applied.antiSpam }
  private var antiPhish: ScopedPolicies<AntiPhishPolicy>.Applied { inputs.applied.antiPhish }
  private var antiMalware: ScopedPolicies<AntiMalwarePolicy>.Applied { inputs.applied.antiMalware }
  private var sender: SenderIdentity { SenderIdentity(findings) }

  typealias Change = Counterfactual.Change

  /// What somebody has set.
  var ofSettings: [Change] {
    if let decisive = judgement.decisive { return settings(against: decisive) + intraOrganization }
    if judgement.isClientBlocked { return clientBlocks }
    if judgement.action == .moveToJunk { return [.recipientList] }
    return judgement.skipped == nil ? lowerThresholds : fewerAllowances
  }

  /// What the message is.
  var ofMessage: [Change] {
    guard let decisive = judgement.decisive else {
      return judgement.skipped == nil && judgement.action == .deliver ? higherScores : []
    }
    switch decisive.verdict {
    case .malware: return [.noVirus]
    case .highConfidencePhish:
      return lessPhish(than: antiSpam.policy.highConfidencePhishThreshold) + lessPhish(than: antiSpam.policy.phishThreshold)
    case .phish: return lessPhish(than: antiSpam.policy.phishThreshold)
    case .spam: return lowerScores(than: antiSpam.policy.spamThreshold)
    case .highConfidenceSpam:
      return lowerScores(than: antiSpam.policy.highConfidenceSpamThreshold) + lowerScores(than: antiSpam.policy.spamThreshold)
    case .spoof: return authentication
    default: return []
    }
  }
}

extension CounterfactualCandidates {
  private func settings(against decisive: Detection) -> [Change] {
    switch decisive.origin {
    case .tenantBlock(let entry): [.entries(removing: [entry.id]), .entries(removing: blockingEntries)]
    case .blockedPair: [.spoofedSenders(removing: inputs.snapshot.spoofedSenders.pairs(.block, for: findings))]
    case .policyBlock:
      senderLists(
        "blockedSenders", antiSpam.policy.blockedSenders, "blockedSenderDomains", antiSpam.policy.blockedSenderDomains)
    case .originBlock(let parameter, let values): originList(parameter, without: values)
    case .advancedFilter(let parameter): advancedFilters([parameter]) + advancedFilters(marking)
    case .dmarcPolicy: allowedPair + flag("honorDmarcPolicy", of: .antiPhish, antiPhish.name)
    case .content: advancedFilters(raising) + thresholds(of: decisive) + allowedSender(against: decisive)
    }
  }

  private func thresholds(of decisive: Detection) -> [Change] {
    switch decisive.verdict {
    case .spam: scoreThresholds(["spamThreshold"], ["spamThreshold", "highConfidenceSpamThreshold"])
    case .highConfidenceSpam:
      scoreThresholds(["highConfidenceSpamThreshold"], ["spamThreshold", "highConfidenceSpamThreshold"])
    case .phish: phishThresholds(["phishThreshold"], ["phishThreshold", "highConfidencePhishThreshold"])
    case .highConfidencePhish:
      phishThresholds(["highConfidencePhishThreshold"], ["phishThreshold", "highConfidencePhishThreshold"])
    case .bulk: bulk
    case .spoof: allowedPair + flag("enableSpoofIntelligence", of: .antiPhish, antiPhish.name)
    case .impersonation: impersonation(decisive)
    case .malware: fileTypes
    default: []
    }
  }

  private func scoreThresholds(_ keys: [String]...) -> [Change] {
    guard let score = SpamScale.score(ofProbability: inputs.spamProbability) else { return [] }
    let value = CounterfactualCandidates.above(score, parts: CounterfactualCandidates.partsOfScore)
    return keys.compactMap { parameters($0, .decimal(value), of: .antiSpam, antiSpam.name) }
  }

  private func advancedFilters(_ settings: [String]) -> [Change] {
    settings.isEmpty ? [] : [parameters(settings, .text("off"), of: .antiSpam, antiSpam.name)].compactMap { $0 }
  }

  private var raising: [String] { inputs.advanced.raising.map(\.setting.parameter) }

  private var marking: [String] {
    inputs.advanced.hits.filter { !$0.isTest && $0.setting.effect != .raisesScore }.map(\.setting.parameter)
  }

  private func phishThresholds(_ keys: [String]...) -> [Change] {
    let value = CounterfactualCandidates.above(findings.probabilities.phish, parts: CounterfactualCandidates.partsOfProbability)
    return keys.compactMap { parameters($0, .decimal(value), of: .antiSpam, antiSpam.name) }
  }

  private var bulk: [Change] {
    [
      parameters(["bulkThreshold"], .integer(inputs.bulk.level + 1), of: .antiSpam, antiSpam.name),
      parameters(["markAsSpamBulkMail"], .text("off"), of: .antiSpam, antiSpam.name),
    ].compactMap { $0 }
  }

  private func impersonation(_ decisive: Detection) -> [Change] {
    guard isOwn(antiPhish.name) else { return [] }
    let action =
      decisive.category == .userImpersonation ? "targetedUserProtectionAction" : "targetedDomainProtectionAction"
    let excluded = sender.address.map {
      Change.policyList(
        kind: .antiPhish, name: antiPhish.name, parameter: "excludedSenders", adding: ["\($0)"], removing: [])
    }
    return [excluded, parameters([action], .text("noAction"), of: .antiPhish, antiPhish.name)].compactMap { $0 }
  }

  /// All that the message has of the blocked ones.
  private var fileTypes: [Change] {
    guard isOwn(antiMalware.name) else { return [] }
    let blocked = Set(antiMalware.policy.fileTypes.lazy.map(\.policyText))
    let types = Set((findings.files?.listed ?? []).flatMap { $0.contentTypes + $0.nameTypes }).intersection(blocked)
    guard !types.isEmpty else { return [] }
    return [
      .policyList(
        kind: .antiMalware, name: antiMalware.name, parameter: "fileTypes", adding: [], removing: types.sorted())
    ] + flag("enableFileFilter", of: .antiMalware, antiMalware.name)
  }

  private var allowedPair: [Change] {
    guard let domain = findings.authorDomain,
      let pair = SpoofedSenderPair(
        user: .domain(domain), infrastructure: .network(SendingInfrastructure.network(of: findings.entities.clientAddress)))
    else { return [] }
    return [.spoofedSender(allowing: pair)]
  }

  /// What an administrator may allow by hand (eop-spec §7.3): never malware or high confidence phish; tied to proof.
  private func allowedSender(against decisive: Detection) -> [Change] {
    guard !decisive.isNeverOverridden, let address = sender.address else { return [] }
    let client = findings.entities.clientAddress
    let condition: AllowBlockEntry.Condition =
      inputs.composite.isAuthenticated
      ? .authentication : .network(IPNetwork(around: client, prefixLength: client.bitWidth))
    return [
      .entry(
        adding: AllowBlockEntry(
          .sender(.address(address)), .allow, expiry: .never, condition: condition, modifiedAt: UTCTime(microseconds: 0)))
    ]
  }

  /// eop-spec §5.3.
  private var intraOrganization: [Change] {
    guard inputs.context.direction == .internal else { return [] }
    return [parameters(["intraOrgFilterState"], .text("disabled"), of: .antiSpam, antiSpam.name)].compactMap { $0 }
  }
}

extension CounterfactualCandidates {
  private var blockingEntries: [AllowBlockEntry.ID] { entries(.block) }

  private func entries(_ action: AllowBlockEntry.Action) -> [AllowBlockEntry.ID] {
    let (list, now) = (inputs.snapshot.allowBlock, inputs.now)
    let about =
      list.entries(about: sender, now: now) + list.entries(aboutLinks: findings.entities.urls, now: now).map(\.entry)
      + list.entries(aboutFiles: findings.fileHashes, now: now)
    return Set(about.filter { $0.action == action }.map(\.id)).sorted()
  }

  private var clientBlocks: [Change] {
    connectionList("ipBlockList", inputs.snapshot.policies.connectionFilter.ipBlockList) + clientEntries
  }

  private var clientEntries: [Change] {
    let entries = inputs.snapshot.allowBlock.entries(aboutClient: findings.entities.clientAddress, now: inputs.now)
    let blocks = entries.filter { $0.action == .block }.map(\.id)
    return blocks.isEmpty ? [] : [.entries(removing: blocks.sorted())]
  }

  private func connectionList(_ parameter: String, _ ranges: Set<ClientRange>) -> [Change] {
    let client = findings.entities.clientAddress
    let removed = ranges.filter { ClientRanges([$0]).contains(client) }.map(\.policyText).sorted()
    return removed.isEmpty ? [] : [.connectionFilterList(parameter: parameter, removing: removed)]
  }

  private func senderLists(
    _ addressKey: String, _ addresses: Set<EmailAddress>, _ domainKey: String, _ domains: Set<DomainName>
  ) -> [Change] {
    guard isOwn(antiSpam.name) else { return [] }
    let address = sender.address.map { addresses.contains($0) ? ["\($0)"] : [] } ?? []
    let names = sender.domains.filter(domains.contains).map(\.text).sorted()
    return [(addressKey, address), (domainKey, names)].filter { !$0.1.isEmpty }.map {
      .policyList(kind: .antiSpam, name: antiSpam.name, parameter: $0.0, adding: [], removing: $0.1)
    }
  }

  private func originList(_ parameter: Detection.OriginList, without values: [String]) -> [Change] {
    guard isOwn(antiSpam.name) else { return [] }
    return [
      .policyList(kind: .antiSpam, name: antiSpam.name, parameter: parameter.rawValue, adding: [], removing: values)
    ]
  }

  private var fewerAllowances: [Change] {
    let allowing = entries(.allow)
    let policy = antiSpam.policy
    return (allowing.isEmpty ? [] : [.entries(removing: allowing)])
      + senderLists("allowedSenders", policy.allowedSenders, "allowedSenderDomains", policy.allowedSenderDomains)
      + connectionList("ipAllowList", inputs.snapshot.policies.connectionFilter.ipAllowList) + [.recipientList]
      + (inputs.context.direction == .internal
        ? [parameters(["intraOrgFilterState"], .text("spam"), of: .antiSpam, antiSpam.name)].compactMap { $0 } : [])
  }
}

extension CounterfactualCandidates {
  /// One signal less where that is enough, the lightest such, else a lower score.
  private func lowerScores(than threshold: Double) -> [Change] {
    guard let score = SpamScale.score(ofProbability: inputs.spamProbability) else { return [] }
    let least = CounterfactualCandidates.above(score - threshold, parts: CounterfactualCandidates.partsOfScore)
    let enough = findings.signals.filter { $0.weight >= least }.min { $0.weight < $1.weight }
    return (enough.map { [.signal(removing: $0.id, weight: $0.weight)] } ?? []) + [.score(by: -least)]
  }

  /// Up to where it looks meant to deceive (eop-spec §8.1), then up to spam.
  private var higherScores: [Change] {
    let intent = SpamScale.score(ofProbability: SpoofJudgement.intentThreshold)
    let marks = [intent, antiSpam.policy.spamThreshold].compactMap { $0 }.map { $0 - findings.spamScore }.filter { $0 > 0 }
    let parts = CounterfactualCandidates.partsOfScore
    return marks.sorted().flatMap { mark in
      [(mark * parts).rounded() / parts, CounterfactualCandidates.above(mark, parts: parts)].map { .score(by: $0) }
    }
  }

  private var lowerThresholds: [Change] {
    guard let score = SpamScale.score(ofProbability: inputs.spamProbability) else { return [] }
    let parts = CounterfactualCandidates.partsOfScore
    let value = (score * parts).rounded(.down) / parts
    let spam = parameters(["spamThreshold"], .decimal(value), of: .antiSpam, antiSpam.name)
    let bulk =
      inputs.bulk.level > 0
      ? parameters(["bulkThreshold"], .integer(inputs.bulk.level), of: .antiSpam, antiSpam.name) : nil
    return [bulk, spam].compactMap { $0 }
  }

  private func lessPhish(than threshold: Double) -> [Change] {
    let parts = CounterfactualCandidates.partsOfProbability
    return [.phish(probability: max(0, ((threshold * parts).rounded(.up) - 1) / parts))]
  }

  private var authentication: [Change] {
    findings.authorDomain.map { [.authentication(of: $0.text)] } ?? []
  }

  /// Scores are named in hundredths, probabilities in hundredths of a percent.
  private static let partsOfScore = 100.0
  private static let partsOfProbability = 10_000.0

  /// The least figure of so many parts that is above the value.
  private static func above(_ value: Double, parts: Double) -> Double {
    ((value * parts).rounded(.down) + 1) / parts
  }

  private func flag(_ key: String, of kind: PolicyKind, _ name: String) -> [Change] {
    [parameters([key], .flag(false), of: kind, name)].compactMap { $0 }
  }

  private func parameters(_ keys: [String], _ value: PolicyValue, of kind: PolicyKind, _ name: String) -> Change? {
    guard isOwn(name) else { return nil }
    return .policy(kind: kind, name: name, parameters: Dictionary(keys.map { ($0, value) }) { first, _ in first })
  }

  /// Presets are as they are.
  private func isOwn(_ policy: String) -> Bool { !Presets.names.contains(policy) }
}
