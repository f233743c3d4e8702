import MailTypes

/// The evaluation of one author domain.
struct DMARCCheck<Resolver: DNSResolver> {
  /// Whether an identifier is aligned; unknown where DNS did not say.
  private enum Alignment {
    case aligned, unaligned, unknown
  }

  private let author: DMARCDomain
  private let discovery: DMARCDiscovery
  private(set) var directory: DMARCDirectory<Resolver>
  private var walks = 0

  init(author: DMARCDomain, discovery: DMARCDiscovery, directory: DMARCDirectory<Resolver>) {
    self.author = author
    self.discovery = discovery
    self.directory = directory
  }

  mutating func evaluate(_ request: DMARCRequest) async -> DMARCResult {
    let walk = await discover()
    var result = DMARCResult(.none, authorDomain: author.text, organizationalDomain: organization(walk).text)
    // A record above an unanswered question may not be the one that applies: only the author's own is certain.
    if walk.isIncomplete, walk.entries.first?.domain != author {
      result.verdict = .temperror
      return result
    }
    guard let entry = walk.policyEntry, entry.record.isUsable else { return result }
    result.record = entry.record
    result.recordDomain = entry.domain.text
    let hasUnknownAlignment = await align(request, entry.record, walk, &result)
    let policy = await policy(of: entry)
    result.appliedPolicy = discovery == .treeWalk && entry.record.isTesting ? policy.value.whileTesting : policy.value
    // RFC 9989 §5.3.5 and §5.3.6.
    let isPass = result.spfAligned || result.dkimAligned
    result.verdict = isPass ? .pass : hasUnknownAlignment || !policy.isCertain ? .temperror : .fail
    return result
  }

  private mutating func discover() async -> DMARCTreeWalk {
    switch discovery {
    case .treeWalk: await directory.walk(from: author)
    case .publicSuffixList: await directory.listWalk(from: author)
    }
  }

  private func organization(_ walk: DMARCTreeWalk) -> DMARCDomain {
    switch discovery {
    case .treeWalk: walk.organizationalDomain
    case .publicSuffixList: DMARCDirectory<Resolver>.listedOrganization(of: walk.start)
    }
  }

  /// RFC 9989 §4.10.1: `p` for the domain of the record, `np` or `sp` below it. Not certain where it hangs on whether the author
  /// domain exists, and DNS does not say.
  private mutating func policy(of entry: DMARCTreeWalk.Entry) async -> (value: DMARCPolicy, isCertain: Bool) {
    guard entry.domain != author else { return (entry.record.policy, true) }
    let subdomains = entry.record.subdomainPolicy ?? entry.record.policy
    // RFC 7489 has no np.
    guard discovery == .treeWalk, let nonexistent = entry.record.nonexistentPolicy, nonexistent != subdomains else {
      return (subdomains, true)
    }
    guard let exists = await directory.exists(author) else { return (subdomains, false) }
    return (exists ? subdomains : nonexistent, true)
  }
}

extension DMARCCheck {
  /// RFC 9989 §4.10.2: notes the aligned identifiers; true where one might be aligned and DNS does not say.
  private mutating func align(
    _ request: DMARCRequest, _ record: DMARCRecord, _ walk: DMARCTreeWalk, _ result: inout DMARCResult
  ) async -> Bool {
    var isUnknown = false
    let spf = request.spf.map { ($0, record.spfAlignment, \DMARCResult.spfAlignedDomain) }
    let dkim = request.dkim.map { ($0, record.dkimAlignment, \DMARCResult.dkimAlignedDomain) }
    for (identifier, mode, place) in (spf.map { [$0] } ?? []) + dkim where identifier.verdict != .other {
      guard result[keyPath: place] == nil, let domain = DMARCDomain(identifier.domain) else { continue }
      switch (await alignment(of: domain, mode, walk), identifier.verdict) {
      case (.aligned, .pass): result[keyPath: place] = domain.text
      // What might have passed had DNS answered leaves the result open (RFC 9989 §5.3.6).
      case (.aligned, _), (.unknown, _): isUnknown = true
      case (.unaligned, _): continue
      }
    }
    return isUnknown
  }

  private mutating func alignment(
    of domain: DMARCDomain, _ mode: DMARCAlignmentMode, _ walk: DMARCTreeWalk
  ) async -> Alignment {
    if domain == author { return .aligned }
    guard mode == .relaxed else { return .unaligned }
    let organization = organization(walk)
    if discovery == .publicSuffixList {
      return DMARCDirectory<Resolver>.listedOrganization(of: domain) == organization ? .aligned : .unaligned
    }
    if walk.isIncomplete { return domain.labels.last == author.labels.last ? .unknown : .unaligned }
    // The organization of a domain is that domain or one above it: none of another tree needs a walk.
    guard domain.isEqualOrBelow(organization), walks < DMARCLimits.alignmentWalks else { return .unaligned }
    walks += 1
    let other = await directory.walk(from: domain)
    if other.isIncomplete { return .unknown }
    return other.organizationalDomain == organization ? .aligned : .unaligned
  }
}
