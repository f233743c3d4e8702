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
