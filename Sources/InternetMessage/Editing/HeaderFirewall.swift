import MailTypes

/// Takes the meaning from header fields that only we may write, and keeps them for the curious (eop-spec §2.12): a mailbox
/// server that trusts our report must not find one that came from outside.
public enum HeaderFirewall {
  /// The renames that a message from outside needs. `authservIDs` are our own names, in any case: an
  /// `Authentication-Results` that claims to be ours, or does not say whose it is, becomes `-Original` (RFC 8601 §5).
  public static func edits(for message: [UInt8], authservIDs: Set<String>) -> HeaderEdits {
    let ours = Set(authservIDs.map { $0.lowercased() })
    var edits = HeaderEdits()
    var seen: [String: Int] = [:]
    var scanner = HeaderScanner(message)
    while let field = scanner.next() {
      guard isCandidate(message[field.name]) else { continue }
      let name = FieldText.key(message[field.name])
      let occurrence = seen[name, default: 0]
      seen[name] = occurrence + 1
      if name == "authentication-results" {
        guard isForged(authservID(of: message[field.value]), ours) else { continue }
        edits.rename(name, occurrence: occurrence, to: "Authentication-Results-Original")
      } else if isReserved(name) {
        edits.rename(name, occurrence: occurrence, to: String(decoding: message[field.name], as: UTF8.self) + "-Untrusted")
      }
    }
    return edits
  }

  /// Fields of other names are passed over without making a String of them.
  private static func isCandidate(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count >= 12, let first = name.first else { return false }
    return first | 0x20 == UInt8(ascii: "x") || first | 0x20 == UInt8(ascii: "a")
  }

  /// Prefixes of what EOP writes and trusts; what already carries our suffix means nothing to anybody.
  private static func isReserved(_ name: String) -> Bool {
    guard !name.hasSuffix("-untrusted") else { return false }
    return name == "x-customspam" || reservedPrefixes.contains { name.hasPrefix($0) }
  }

  private static let reservedPrefixes = [
    "x-forefront-", "x-microsoft-antispam", "x-martlet-", "x-ms-exchange-organization-", "x-ms-exchange-forest-",
  ]

  private static func isForged(_ authservID: String?, _ ours: Set<String>) -> Bool {
    guard let authservID else { return true }
    if ours.contains(authservID) { return true }
    // A name that only ends in a dot, or is spelled in another form of IDNA, is the same host to a reader.
    guard let name = DomainName(authservID) else { return false }
    return ours.contains(name.text)
  }

  /// RFC 8601 §2.2: `authserv-id` is a token or a quoted-string after comments; `nil` where the value begins with a result
  /// (`spf=pass …`, Microsoft's own form), with `;`, or cannot be read. In lower case.
  private static func authservID(of value: ArraySlice<UInt8>) -> String? {
    var reader = TokenReader(value)
    guard let text = reader.word(), !text.isEmpty else { return nil }
    reader.skipBlank()
    // `spf=pass` and `spf = pass` alike: what stands before an equals sign is a method.
    guard !text.contains(UInt8(ascii: "=")), reader.peek != UInt8(ascii: "=") else { return nil }
    return String(decoding: text, as: UTF8.self).lowercased()
  }
}
