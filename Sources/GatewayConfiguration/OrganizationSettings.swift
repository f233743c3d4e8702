public import MailTypes

/// One organisation: a set of domains under one administration.
public struct OrganizationSettings: Hashable, Sendable {
  public var name: String
  public var domains: [DomainSettings]
  /// ARC sealers whose word overrides a DMARC failure (eop-spec §8.4).
  public var trustedSealers: [DomainName]
  public var directory: DirectorySettings

  public init(
    name: String, domains: [DomainSettings], trustedSealers: [DomainName] = [],
    directory: DirectorySettings = DirectorySettings()
  ) {
    self.name = name
    self.directory = directory
    self.domains = domains
    self.trustedSealers = trustedSealers
  }
}

extension OrganizationSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let name = reader.required("name", .identifier, "Name of the organization, as commands and the log use it.")
    domains = reader.sections("domains", maximum: 10_000, default: [], shown: "none", "The domains whose mail is taken in.")
    trustedSealers = reader.list(
      "trustedSealers", .domainName, maximum: 1000,
      "Domains whose ARC seals are believed: mailing lists and forwarders that check mail before they change it. Their word overrides a DMARC failure."
    )
    directory = reader.section(
      "directory",
      "Where recipients, aliases and groups are known from, beside those made with `martlet user` and `martlet group`.")
    guard let name else { return nil }
    self.name = name
  }
}
