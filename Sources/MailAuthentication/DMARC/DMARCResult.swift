public import MailTypes

/// What DMARC says about a message: facts for a policy to act on.
public struct DMARCResult: Hashable, Sendable {
  /// As RFC 9989 §9.1 spells them.
  public enum Verdict: String, Hashable, Sendable, CaseIterable, Codable {
    case none, pass, fail, temperror, permerror
  }

  public internal(set) var verdict: Verdict
  /// The domain of From that decides; `nil` where From has none.
  public let authorDomain: String?
  /// The record that applies, and where it was found.
  public internal(set) var record: DMARCRecord?
  public internal(set) var recordDomain: String?
  /// What the owner asks for mail of this author domain that fails: of `p`, `sp` and `np` the one that applies, one step lower
  /// under `t=y`. `nil` where no record applies.
  public internal(set) var appliedPolicy: DMARCPolicy?
  /// The author domain's; the author domain itself where nothing says more.
  public internal(set) var organizationalDomain: String?
  /// The identifiers that speak for the author; `nil` where none does.
  public internal(set) var spfAlignedDomain: String?
  public internal(set) var dkimAlignedDomain: String?
  /// The verdict is `temperror` because a question was not answered in time.
  public internal(set) var isTimeout = false
  /// What was asked, in order; no question twice.
  public internal(set) var queries: [DNSQuestion]

  init(_ verdict: Verdict, authorDomain: String?, organizationalDomain: String? = nil, queries: [DNSQuestion] = []) {
    self.verdict = verdict
    self.authorDomain = authorDomain
    self.organizationalDomain = organizationalDomain
    self.queries = queries
  }

  /// `p` of the record.
  public var policy: DMARCPolicy? { record?.policy }
  /// `sp` of the record, or what stands for it.
  public var subdomainPolicy: DMARCPolicy? { record.map { $0.subdomainPolicy ?? $0.policy } }
  public var spfAligned: Bool { spfAlignedDomain != nil }
  public var dkimAligned: Bool { dkimAlignedDomain != nil }
}
