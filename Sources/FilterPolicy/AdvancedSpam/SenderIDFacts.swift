/// What the SPF record says of the purported responsible address (RFC 4407) and the client.
public struct SenderIDFacts: Hashable, Sendable, Codable {
  /// A result of RFC 7208 §2.6; `fail` too where the message has no responsible address, or its domain does not exist
  /// (RFC 4406 §5.3).
  public var result: String
  /// Of the responsible address.
  public var domain: String?

  public init(result: String, domain: String?) {
    self.result = result
    self.domain = domain
  }
}
