public import MailTypes

/// Answers from a zone held in memory.
public struct ZoneResolver: DNSResolver {
  /// Reads a zone object (the JSON of `--zone`) or an RFC 1035 master file, told apart by the first character.
  public init(text: [UInt8], source: String) throws(ZoneError) {}

  public func resolve(_ question: DNSQuestion) async -> DNSAnswer { .nameError }
}
