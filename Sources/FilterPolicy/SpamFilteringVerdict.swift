/// `SFV:` of X-Forefront-Antispam-Report (eop-spec §2.4).
public enum SpamFilteringVerdict: String, Hashable, Sendable, Codable, CaseIterable {
  case userBlocked = "BLK"
  case notSpam = "NSPM"
  case userSafe = "SFE"
  case policyAllowed = "SKA"
  case policyBlocked = "SKB"
  /// Internal mail, or the IP Allow List (then with `IPV:CAL`).
  case skippedInternal = "SKI"
  case ruleSkipped = "SKN"
  case released = "SKQ"
  case ruleMarked = "SKS"
  case spam = "SPM"
}
