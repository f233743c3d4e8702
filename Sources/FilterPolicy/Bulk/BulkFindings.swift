/// What a message says of itself as mail to many, and how much of it is proven.
public struct BulkFindings: Hashable, Sendable, Codable {
  /// How a reader gets off the list, the best way that the message offers.
  public enum Unsubscribe: String, Hashable, Sendable, Codable {
    /// No way at all.
    case none
    /// Words in the text only.
    case text
    /// List-Unsubscribe with an address to write to (RFC 2369).
    case mail
    /// List-Unsubscribe with a page to visit.
    case page
    /// One request is enough (RFC 8058), but nothing proves that the author's side says so.
    case oneClick
    /// One request is enough, and an aligned signature covers both fields (RFC 8058 §4).
    case provenOneClick
  }

  public var unsubscribe: Unsubscribe
  /// List-Id (RFC 2919), in lower case.
  public var listID: String?
  /// The service for mass mail that sent it, by the marks it leaves.
  public var service: String?

  public init(unsubscribe: Unsubscribe, listID: String? = nil, service: String? = nil) {
    self.unsubscribe = unsubscribe
    self.listID = listID
    self.service = service
  }
}

extension Findings {
  /// Mail to many, whose complaint level is above 0.
  public var isBulk: Bool { probabilities.bulk >= BulkComplaintLevel.bulkThreshold }
}
