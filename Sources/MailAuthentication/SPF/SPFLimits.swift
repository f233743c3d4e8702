/// What bounds the work that one SPF check can cause, whoever published the record.
public struct SPFLimits: Hashable, Sendable {
  /// Terms that ask DNS: `include`, `a`, `mx`, `ptr`, `exists`, `redirect`, in all records together (RFC 7208 §4.6.4).
  public var lookups = 10
  /// Answers without records. RFC 7208 §4.6.4 asks for two, so that a record cannot make a verifier ask for names nobody has.
  public var voidLookups = 2
  /// Exchanges of one `mx`; more are an error (RFC 7208 §4.6.4).
  public var mailExchangers = 10
  /// Names of the client that `ptr` and `%{p}` look at; more are ignored (RFC 7208 §4.6.4).
  public var reverseNames = 10
  /// Octets of one record. RFC 7208 §3.4 advises 450; honest records stay below 4 KiB, and this leaves four times that.
  public var recordOctets = 16_384
  /// Octets of an explanation, before and after its macros are expanded: it becomes the text of an SMTP reply.
  public var explanationOctets = 2_048

  public init() {}
}
