import MailTypes

/// Checks of texts that administrators write.
enum PolicyText {
  static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// Things that a sentence names before it says how many more there are.
  static let namedLimit = 3

  /// `a, b, c and 4 more`.
  static func naming(_ texts: [String], separator: String = ", ") -> String {
    let rest = texts.count - namedLimit
    return texts.prefix(namedLimit).joined(separator: separator) + (rest > 0 ? " and \(rest) more" : "")
  }

  /// eop-spec §4.1 and §4.2: characters that names of policies and rules may not have.
  private static let forbidden = Set("\\%&*+/={}|<>();:[],\"?")

  /// What is wrong with the name of a policy or rule; `nil` for a good one.
  static func problem(inName name: String) -> String? {
    if name.isEmpty { return "the name is empty" }
    if name.unicodeScalars.count > 64 { return "the name is longer than 64 characters" }
    if let character = name.first(where: { forbidden.contains($0) || $0.unicodeScalars.contains { $0.value < 0x20 } }) {
      return "\(character) is not allowed in a name"
    }
    return nil
  }

  /// Fields whose meaning a filter must not touch: addresses, identity, structure, trace, and what other parts of Martlet write.
  private static let reserved = Set(
    """
    from sender reply-to to cc bcc date message-id in-reply-to references subject return-path received delivered-to \
    content-type content-transfer-encoding content-disposition content-id content-description mime-version \
    dkim-signature arc-seal arc-message-signature arc-authentication-results authentication-results received-spf \
    resent-from resent-sender resent-to resent-cc resent-bcc resent-date resent-message-id auto-submitted \
    list-id list-unsubscribe list-unsubscribe-post list-post list-help list-archive list-owner list-subscribe \
    x-forefront-antispam-report x-microsoft-antispam x-customspam x-martlet-sender
    """.split(separator: " ").map(String.init))

  /// What is wrong with an address; nothing where it is empty.
  static func problem(inAddress text: String) -> String? {
    text.isEmpty || EmailAddress(text) != nil ? nil : "\(text) is no mail address, as admin@example.org"
  }

  /// What is wrong with the name of a field to add (RFC 5322 §3.6.8); nothing where it is empty.
  static func problem(inFieldName name: String) -> String? {
    if name.isEmpty { return nil }
    if let byte = name.utf8.first(where: { !(33...126).contains($0) || $0 == UInt8(ascii: ":") }) {
      return byte == UInt8(ascii: ":") || byte == UInt8(ascii: " ")
        ? "the name of a header field has no space and no colon" : "the name of a header field is ASCII without controls"
    }
    let name = name.lowercased()
    if reserved.contains(name) || name.hasPrefix("x-ms-exchange-") {
      return "\(name) has a meaning of its own; choose another name, as X-Spam-Verdict"
    }
    return nil
  }
}
