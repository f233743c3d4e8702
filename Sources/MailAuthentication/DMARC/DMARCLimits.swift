/// What bounds the work that the DMARC evaluation of one message can cause.
public enum DMARCLimits {
  /// Names asked in one tree walk (RFC 9989 §4.10).
  public static let treeWalkQueries = 8
  /// Identifiers of a message whose organizational domain is looked for. Signatures cost a sender nothing; honest mail has two or three.
  public static let alignmentWalks = 10
  /// Domains of From fields that are evaluated; a message with more is refused an answer. Honest mail has one.
  public static let authorDomains = 8
  /// Octets of one record, far above what any domain publishes: more is not read.
  public static let recordOctets = 8_192
  /// Report addresses kept of one record.
  public static let reportURIs = 20
  /// Addresses that one report is sent to. RFC 9990, Transport, leaves the number to the sender; who has more has a list.
  public static let reportDestinations = 5
}
