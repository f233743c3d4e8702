public import MailTypes

/// A DNS list that is asked about every message (RFC 5782).
public struct BlocklistSettings: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case ip, domain
  }

  /// What some answers of the list mean.
  public struct Answer: Hashable, Sendable {
    /// Inside 127.0.0.0/8.
    public var codes: [IPNetwork]
    /// Any of these bits of the answer; 0 for none.
    public var bits: Int
    public var weight: Double
    public var sentence: String?
  }

  public var name: String
  public var zone: DomainName
  public var kind: Kind
  /// Of an answer that none of `answers` names.
  public var weight: Double
  public var sentence: String?
  /// Empty: every answer counts, with `weight`.
  public var answers: [Answer]
  /// Always listed; `nil` for what RFC 5782 §5 says.
  public var testPoint: String?
}

extension BlocklistSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let name = reader.required("name", .identifier, "Name of the list in signals, `list.ip.NAME`, and in `martlet status`.")
    let zone = reader.required(
      "zone", .domainName, "The domain below which the list stands. Some lists are free for small sites only: read their terms."
    )
    kind = reader.value(
      "kind", .choice, default: .ip,
      "`ip`: the client's address is looked up; `domain`: the domains of From, the reverse-path, EHLO and links.")
    weight = reader.value(
      "weight", .decimal(-100...100), default: 2,
      "Added to the spam score of what is listed; negative for lists of good senders.")
    sentence = reader.optional("sentence", .sentence, absent: "one that names the list", "What the verdict's explanation says.")
    answers = reader.sections(
      "answers", maximum: 32, default: [], shown: "every answer counts, with `weight`",
      "What single answers are worth; the first that fits holds, one that none fits is no hit.")
    testPoint = reader.optional(
      "testPoint", .identifier, absent: "127.0.0.2, or the domain `test` (RFC 5782 §5)",
      "An address or domain that is always listed, for lists that do not keep to the standard.")
    guard let name, let zone else { return nil }
    self.name = name
    self.zone = zone
  }
}

extension BlocklistSettings.Answer: PartialSection {
  init?(reading reader: inout SettingsReader) {
    codes = reader.list("codes", .network, maximum: 64, "Answers, as 127.0.0.2 or 127.0.0.4/30.")
    bits = reader.value(
      "bits", .integer(0...0xFF_FFFF), default: 0, "For lists whose answers are sums: the answer has any of these bits.")
    weight = reader.value("weight", .decimal(-100...100), default: 2, "Added to the spam score.")
    sentence = reader.optional("sentence", .sentence, absent: "the list's", "What the verdict's explanation says.")
    if codes.isEmpty && bits == 0 { reader.problem("", "names no answer; give `codes` or `bits`") }
    for code in codes where !code.base.isLoopback || code.base.bitWidth != 32 || code.prefixLength < 8 {
      reader.problem("codes", "\(code) is outside 127.0.0.0/8, where all answers of lists are")
    }
  }
}
