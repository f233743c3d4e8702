import MailAuthentication
import MailTypes

/// What `martlet check dmarc` prints.
struct DMARCAnswer: Encodable {
  private let result: DMARCResult

  init(_ result: DMARCResult) { self.result = result }

  private enum CodingKeys: String, CodingKey {
    case result, domain, policy, subdomainPolicy, appliedPolicy, organizationalDomain, recordDomain, spfAligned, dkimAligned
    case spfAlignedDomain, dkimAlignedDomain, testing, queries
  }

  /// Every key is there, with `null` where there is nothing to say.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result.verdict, forKey: .result)
    try container.encode(result.authorDomain, forKey: .domain)
    try container.encode(result.policy, forKey: .policy)
    try container.encode(result.subdomainPolicy, forKey: .subdomainPolicy)
    try container.encode(result.appliedPolicy, forKey: .appliedPolicy)
    try container.encode(result.organizationalDomain, forKey: .organizationalDomain)
    try container.encode(result.recordDomain, forKey: .recordDomain)
    try container.encode(result.spfAligned, forKey: .spfAligned)
    try container.encode(result.dkimAligned, forKey: .dkimAligned)
    try container.encode(result.spfAlignedDomain, forKey: .spfAlignedDomain)
    try container.encode(result.dkimAlignedDomain, forKey: .dkimAlignedDomain)
    try container.encode(result.record?.isTesting, forKey: .testing)
    try container.encode(result.queries.map(\.name), forKey: .queries)
  }

  /// For people.
  var text: String {
    CheckText.lines([
      ("Result", result.verdict.rawValue), ("Author domain", result.authorDomain),
      ("Organization", result.organizationalDomain), ("Record at", result.recordDomain),
      ("Policy", result.policy?.rawValue), ("Policy here", result.appliedPolicy?.rawValue),
      ("Aligned by SPF", result.spfAlignedDomain), ("Aligned by DKIM", result.dkimAlignedDomain),
      ("Asked", result.queries.map(\.name).joined(separator: ", ")),
    ])
  }
}
