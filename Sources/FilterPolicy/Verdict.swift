/// The result of the filtering stack, in the order of precedence of eop-spec §1.2: the first that holds decides.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
  case unscannable
  case malware
  case highConfidencePhish
  case phish
  case highConfidenceSpam
  case spoof
  case impersonation
  case spam
  case bulk
  case notSpam
}

extension Verdict {
  /// `high confidence phish`
  var inWords: String {
    switch self {
    case .unscannable: "unscannable"
    case .malware: "malware"
    case .highConfidencePhish: "high confidence phish"
    case .phish: "phish"
    case .highConfidenceSpam: "high confidence spam"
    case .spoof: "spoofed"
    case .impersonation: "impersonation"
    case .spam: "spam"
    case .bulk: "bulk"
    case .notSpam: "not spam"
    }
  }
}
