/// One organisation: a set of domains under one administration.
public struct OrganizationSettings: Hashable, Sendable {
  public var name: String
  public var domains: [DomainSettings]

  public init(name: String, domains: [DomainSettings]) {
    self.name = name
    self.domains = domains
  }
}

extension OrganizationSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let name = reader.required("name", .identifier, "Name of the organization, as commands and the log use it.")
    domains = reader.sections("domains", maximum: 10_000, default: [], shown: "none", "The domains whose mail is taken in.")
    guard let name else { return nil }
    self.name = name
  }
}
