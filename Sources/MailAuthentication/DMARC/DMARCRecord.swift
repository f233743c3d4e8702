public import MailTypes

/// A DMARC policy record (RFC 9989 §4.7, RFC 7489 §6.3).
public struct DMARCRecord: Hashable, Sendable {
  /// For the domain itself; `none` where the record says so, or has no valid policy but an address for reports.
  public let policy: DMARCPolicy
  /// `sp`, for subdomains; `nil` where absent.
  public let subdomainPolicy: DMARCPolicy?
  /// `np`, for subdomains that do not exist; `nil` where absent.
  public let nonexistentPolicy: DMARCPolicy?
  public let dkimAlignment: DMARCAlignmentMode
  public let spfAlignment: DMARCAlignmentMode
  public let publicSuffix: DMARCPublicSuffixFlag
  /// `t=y`: the owner wants the policy one step lower for now.
  public let isTesting: Bool
  /// `pct` of RFC 7489 §6.3, 0…100: the share of failing mail the policy is meant for. RFC 9989 knows it no more.
  public let percentage: Int
  /// `rua`.
  public let aggregateReports: [DMARCReportURI]
  /// `ruf`.
  public let failureReports: [DMARCReportURI]
  /// `fo` as it stands, `0` where absent.
  public let failureOptions: String
  /// False where neither a policy nor an address for reports can be read: then the message is left alone (RFC 9989 §4.10.1).
  public let isUsable: Bool

  /// `nil` for text that is no DMARC record, which has to be told from one that is a bad one (RFC 9989 §4.10, step 2).
  /// - Parameter text: the strings of a TXT record joined.
  public init?(_ text: [UInt8]) {
    guard text.count <= DMARCLimits.recordOctets, let tags = DMARCTags(text) else { return nil }
    aggregateReports = tags["rua"].map(DMARCReportURI.list) ?? []
    failureReports = tags["ruf"].map(DMARCReportURI.list) ?? []
    failureOptions = tags.word("fo") ?? "0"
    dkimAlignment = tags.word("adkim").flatMap(DMARCAlignmentMode.init) ?? .relaxed
    spfAlignment = tags.word("aspf").flatMap(DMARCAlignmentMode.init) ?? .relaxed
    publicSuffix = tags.word("psd").flatMap(DMARCPublicSuffixFlag.init) ?? .unknown
    isTesting = tags.word("t") == "y"
    percentage = tags.word("pct").flatMap { Int($0) }.flatMap { (0...100).contains($0) ? $0 : nil } ?? 100

    let published = tags.word("p").flatMap(DMARCPolicy.init)
    let others = ["sp", "np"].map { (tags.word($0), tags.word($0).flatMap(DMARCPolicy.init)) }
    // RFC 9989 §4.10.1: without a valid p, or with an sp or np that is not, the record asks for reports at most.
    let isValid = published != nil && others.allSatisfy { text, policy in (text == nil) == (policy == nil) }
    isUsable = isValid || !aggregateReports.isEmpty
    policy = isValid ? published ?? .none : .none
    subdomainPolicy = isValid ? others[0].1 : nil
    nonexistentPolicy = isValid ? others[1].1 : nil
  }
}
