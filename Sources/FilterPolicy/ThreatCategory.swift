/// `CAT:` of X-Forefront-Antispam-Report (eop-spec §2.3): what kind of threat the decision is about.
public enum ThreatCategory: String, Hashable, Sendable, Codable, CaseIterable {
  case malware = "MALW"
  /// The common attachments filter of the anti-malware policy.
  case fileType = "FTBP"
  case highConfidencePhish = "HPHSH"
  case phish = "PHSH"
  case highConfidenceSpam = "HSPM"
  case spoof = "SPOOF"
  case userImpersonation = "UIMP"
  case domainImpersonation = "DIMP"
  case mailboxIntelligence = "GIMP"
  case spam = "SPM"
  case bulk = "BULK"
  case intraOrganizationPhish = "INTOS"
  case outboundSpam = "OSPM"
  case none = "NONE"

  /// `SFTY:` (eop-spec §2.5): the tip that clients show for it; empty where there is none.
  var safetyTip: String {
    switch self {
    case .domainImpersonation: "9.19"
    case .userImpersonation: "9.20"
    default: ""
    }
  }

  /// Reads a category in either case; `HPHISH` is the other documented spelling of `HPHSH`.
  public init?(header text: some StringProtocol) {
    let text = text.uppercased()
    self.init(rawValue: text == "HPHISH" ? "HPHSH" : text)
  }
}
