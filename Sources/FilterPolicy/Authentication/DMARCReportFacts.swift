public import MailTypes

/// What an aggregate report says of a message beside the results themselves (RFC 9990): the record that applied, and which of
/// the results speak for the author by its rules.
public struct DMARCReportFacts: Hashable, Sendable, Codable {
  public var published: DMARCAggregateReport.PublishedPolicy
  public var isDKIMAligned: Bool
  public var isSPFAligned: Bool

  public init(published: DMARCAggregateReport.PublishedPolicy, isDKIMAligned: Bool, isSPFAligned: Bool) {
    self.published = published
    self.isDKIMAligned = isDKIMAligned
    self.isSPFAligned = isSPFAligned
  }

  private enum CodingKeys: String, CodingKey {
    case published
    case isDKIMAligned = "dkimAligned"
    case isSPFAligned = "spfAligned"
  }
}
