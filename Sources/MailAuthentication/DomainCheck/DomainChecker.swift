public import MailTypes

/// Looks at all that a domain publishes about its mail, as its administrator would want to be told.
public struct DomainChecker: Sendable {
  /// Gets the MTA-STS policy of a domain over HTTPS.
  public typealias PolicyFetcher = @Sendable (_ domain: DomainName) async -> MTASTSFetch

  /// Questions and time for one domain: an administrator waits, but not for ever.
  public static let limits = BudgetedResolver.Limits(questions: 400, time: .seconds(60))

  private let resolver: any DNSResolver
  private let fetchPolicy: PolicyFetcher?

  /// - Parameter fetchPolicy: `nil` looks at DNS only.
  public init(resolver: any DNSResolver, fetchPolicy: PolicyFetcher? = nil) {
    self.resolver = resolver
    self.fetchPolicy = fetchPolicy
  }

  /// - Parameter selectors: of the DKIM keys to look at; DNS has no list of them.
  public func check(_ domain: DomainName, selectors: [String]) async -> DomainReport {
    let records = DomainRecords(domain: domain, resolver: BudgetedResolver(resolver, limits: Self.limits))
    var report = DomainReport(domain: domain)
    let exchanges = await MXAudit(records: records).run(&report)
    // Nothing stands below a name that does not exist.
    guard !report.findings.contains(where: { $0.id == MXAudit.noDomain }) else { return report }
    await SPFAudit(records: records, receivesMail: exchanges != []).run(&report)
    await DKIMAudit(records: records).run(&report, selectors: selectors)
    await DMARCAudit(records: records).run(&report)
    await MTASTSAudit(records: records, exchanges: exchanges ?? [], fetchPolicy: fetchPolicy).run(&report)
    await TLSReportAudit(records: records).run(&report)
    return report
  }
}
