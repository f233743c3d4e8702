public import MailTypes

/// An accepted domain (eop-spec: accepted domains): whose recipients are known how, and where its mail goes.
public struct DomainSettings: Hashable, Sendable {
  public var name: DomainName
  public var kind: Kind
  public var recipients: RecipientSource
  public var nextHop: NextHop

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Every recipient is known here; mail for others is refused.
    case authoritative
    /// Some recipients may live elsewhere; the next hop knows.
    case internalRelay
  }

  public init(name: DomainName, kind: Kind, recipients: RecipientSource, nextHop: NextHop) {
    self.name = name
    self.kind = kind
    self.recipients = recipients
    self.nextHop = nextHop
  }
}

extension DomainSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let name = reader.required(
      "name", .domainName, "The domain, as it stands right of the `@`. Its subdomains are not part of it.")
    kind = reader.value(
      "kind", .choice, default: .authoritative,
      "`authoritative`: all recipients are known, others are refused; `internalRelay`: the next hop may know more.")
    let nextHop = reader.required("nextHop", .nextHop, "Where mail for the domain goes.")
    recipients = RecipientSource.read(&reader, kind: kind)
    guard let name, let nextHop else { return nil }
    self.name = name
    self.nextHop = nextHop
  }
}
