/// `DIR:` of X-Forefront-Antispam-Report (eop-spec §2.2).
public enum MailDirection: String, Hashable, Sendable, Codable, CaseIterable {
  case inbound = "INB"
  case outbound = "OUT"
  /// From one of us to one of us.
  case `internal` = "INT"
}
