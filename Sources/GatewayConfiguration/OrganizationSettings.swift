import MailTypes

/// One organisation: a set of domains under one administration.
public struct OrganizationSettings: Hashable, Sendable {
  public var name: String
  public var domains: [DomainSettings]
  public var directory: DirectorySettings

  public init(
    name: String, domains: [DomainSettings], directory: DirectorySettings = DirectorySettings()
  ) {
    self.name = name
    self.directory = directory
    self.domains = domains
  }
}

extension OrganizationSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let name = reader.required("name", .identifier, "Name of the organization, as commands and the log use it.")
    domains = reader.sections("domains", maximum: 10_000, default: [], shown: "none", "The domains whose mail is taken in.")
    directory = reader.section(
      "directory",
      "Where recipients, aliases and groups are known from, beside those made with `martlet user` and `martlet group`.")
    guard let name else { return nil }
    self.name = name
  }
}
