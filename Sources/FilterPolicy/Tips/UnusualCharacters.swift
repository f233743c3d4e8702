import MailTypes

/// Letters of another script in the place of Latin ones (eop-spec §8.7).
enum UnusualCharacters {
  /// Whether an address mixes, in its local-part or in a label of its domain, Latin letters with others that look like Latin
  /// ones. One script, whichever, and accents are as they should be.
  static func isIn(_ address: String) -> Bool {
    let parts = address.split(separator: "@", maxSplits: 1)
    let domain = parts.count == 2 ? DomainName(parts[1])?.unicodeText ?? String(parts[1]) : ""
    return ([String(parts.first ?? "")] + domain.split(separator: ".").map(String.init)).contains(where: isMixed)
  }

  private static func isMixed(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.isASCII && $0.properties.isAlphabetic }
      && text.unicodeScalars.contains { scalar in
        !scalar.isASCII && LookAlikeLetters.latin(scalar) != nil && scalar.properties.name?.hasPrefix("LATIN ") == false
      }
  }
}
