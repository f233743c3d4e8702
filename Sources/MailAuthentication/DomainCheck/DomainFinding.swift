/// One thing about a domain's records, for its administrator.
public struct DomainFinding: Hashable, Sendable, Codable {
  public enum Severity: String, Hashable, Sendable, Codable, CaseIterable {
    /// Receivers refuse or ignore what is published, or anybody may send in the domain's name.
    case error
    /// Works, but not as well as the owner may think.
    case warning
    /// Could be better.
    case advice
    /// As it should be.
    case good
  }

  /// Stable: `spf.tooManyLookups`. What stands before the dot is the standard.
  public let id: String
  public let severity: Severity
  public let sentence: String
  /// What to do; `nil` where there is nothing to do.
  public let remedy: String?

  init(_ severity: Severity, _ id: String, _ sentence: String, remedy: String? = nil) {
    self.id = id
    self.severity = severity
    self.sentence = sentence
    self.remedy = remedy
  }
}
