public import MailTypes

/// Checks whether a client may use an identity: check_host() (RFC 7208 §4).
public struct SPFEvaluator<Resolver: DNSResolver>: Sendable {
  private let resolver: Resolver
  private let limits: SPFLimits

  public init(resolver: Resolver, limits: SPFLimits = SPFLimits()) {
    self.resolver = resolver
    self.limits = limits
  }

  public func evaluate(_ request: SPFRequest) async -> SPFResult {
    // RFC 7208 §4.3: what is no domain name of two labels or more, an address literal for one, has no policy.
    guard let domain = DomainName(request.sender.domain), domain.labels.count > 1 else { return SPFResult(.none, domain: nil) }
    var check = SPFCheck(request: request, resolver: resolver, limits: limits)
    do throws(SPFError) {
      let conclusion = try await check.checkHost(domain.text)
      let explanation = await check.explanation(of: conclusion)
      return SPFResult(
        conclusion.verdict, domain: domain, explanation: explanation, mechanism: conclusion.mechanism, queries: check.queries)
    } catch {
      return SPFResult(error.verdict, domain: domain, reason: error, queries: check.queries)
    }
  }
}
