import MailTypes

/// A domain of a message that policies are looked for. Laxer than `DomainName`: a name that DNS could not hold still belongs to
/// the organization above it, and must not escape its policy.
struct DMARCDomain: Hashable {
  /// Octets of a name beyond which nothing is looked for: four times what DNS holds.
  private static let lengthLimit = 1_024

  /// Lower case; A-labels where IDNA allows (RFC 9989 §5.3.1).
  let text: String

  /// `nil` for address literals, and for names with empty labels.
  init?(_ text: String) {
    if let name = DomainName(text) {
      self.text = name.text
      return
    }
    let text = text.last == "." ? text.dropLast() : text[...]
    guard text.utf8.count <= Self.lengthLimit, !text.contains(where: { "[]@ ".contains($0) }),
      text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty })
    else { return nil }
    self.text = text.lowercased()
  }

  private init(labels: some Sequence<Substring>) { text = labels.joined(separator: ".") }

  var labels: [Substring] { text.split(separator: ".") }

  /// The name of the last `count` labels.
  func last(_ count: Int) -> DMARCDomain { DMARCDomain(labels: labels.suffix(count)) }

  func isEqualOrBelow(_ other: DMARCDomain) -> Bool { text == other.text || text.hasSuffix("." + other.text) }

  /// The name as DNS can be asked for it, `nil` where it cannot.
  var queryName: String? { DomainName(text)?.text }

  /// Where its policy record stands (RFC 9989 §4.10), `nil` where there can be none.
  var recordName: String? { DomainName("_dmarc." + text)?.text }
}
