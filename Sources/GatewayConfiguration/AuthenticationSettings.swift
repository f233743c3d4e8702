public import MailTypes

/// How senders are authenticated: the `authentication` section.
public struct AuthenticationSettings: Hashable, Sendable {
  /// Hosts of ours that hand over mail of strangers.
  public var relays: [IPNetwork]
  public var dmarc: DMARCStandard
  public var results: ResultsForm
  /// Whose key seals what strangers send and we pass on.
  public var seal: DomainName?

  public enum DMARCStandard: String, Hashable, Sendable, CaseIterable {
    case rfc9989
    case rfc7489
  }

  /// How Authentication-Results is written (eop-spec §2.9).
  public enum ResultsForm: String, Hashable, Sendable, CaseIterable {
    case standard
    case exchange
  }
}

extension AuthenticationSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    relays = reader.list(
      "relays", .network, maximum: 1000,
      "Hosts of yours in front of this gateway that hand over mail of strangers. The client before them is read from their Received fields, and SPF is checked for it. Private addresses are passed over anyway."
    )
    dmarc = reader.value(
      "dmarc", .choice, default: .rfc9989,
      "Which standard finds DMARC policies and organizations: `rfc9989` walks the tree of names, `rfc7489` uses the public suffix list."
    )
    results = reader.value(
      "results", .choice, default: .standard,
      "The form of Authentication-Results: `standard` keeps to RFC 8601, `exchange` is what Exchange Online writes, without an identifier, which other software does not read."
    )
    seal = reader.optional(
      "seal", .domainName, absent: "nothing is sealed",
      "The domain whose key (`martlet dkim-key`) seals mail of strangers with an ARC set before it is passed on, so that servers behind this one can trust what was found here (RFC 8617)."
    )
  }
}
