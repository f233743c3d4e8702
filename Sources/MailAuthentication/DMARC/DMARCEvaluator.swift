public import MailTypes

/// Finds the policy of the author's domain, and whether an authenticated identifier speaks for it (RFC 9989 §5.3; RFC 7489 §6.6).
/// Nothing is enforced here.
public struct DMARCEvaluator<Resolver: DNSResolver>: Sendable {
  private let resolver: Resolver
  private let discovery: DMARCDiscovery

  public init(resolver: Resolver, discovery: DMARCDiscovery = .treeWalk) {
    self.resolver = resolver
    self.discovery = discovery
  }

  /// Where From names several domains each is evaluated, and the result is that of the strictest policy that is failed: a second
  /// author is no way around the first one's policy (RFC 9989 §5.3.1 allows it, §11.5 says why).
  public func evaluate(_ request: DMARCRequest) async -> DMARCResult {
    let domains = request.authorDomains.compactMap { DMARCDomain($0) }
    guard domains.count <= DMARCLimits.authorDomains else {
      return DMARCResult(.permerror, authorDomain: domains.first?.text)
    }
    var directory = DMARCDirectory(resolver: resolver)
    var results: [DMARCResult] = []
    for domain in domains {
      var check = DMARCCheck(author: domain, discovery: discovery, directory: directory)
      results.append(await check.evaluate(request))
      directory = check.directory
    }
    var result = results.max { $0.severity < $1.severity } ?? DMARCResult(.none, authorDomain: nil)
    result.queries = directory.queries
    result.isTimeout = result.verdict == .temperror && directory.hasTimeout
    return result
  }
}

extension DMARCResult {
  /// How much a result asks of whoever acts on it.
  fileprivate var severity: Int {
    switch (verdict, appliedPolicy) {
    case (.fail, .reject): 5
    case (.fail, .quarantine): 4
    case (.temperror, _), (.permerror, _): 3
    case (.fail, _): 2
    case (.none, _): 1
    case (.pass, _): 0
    }
  }
}
