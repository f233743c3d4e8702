import MailTypes

/// One organisation: a set of domains under one administration.
public struct OrganizationSettings: Hashable, Sendable {
  public var name: String
  public var domains: [DomainSettings]
  public var directory: DirectorySettings
  /// The filter in front whose verdicts are compared with ours, which are then only looked at.
  public var shadow: ForeignFilterName?

  /// A filter whose header fields are understood.
  public enum ForeignFilterName: String, Hashable, Sendable, CaseIterable {
    case rspamd, spamassassin, eop
  }

  public init(
    name: String, domains: [DomainSettings], directory: DirectorySettings = DirectorySettings(),
    shadow: ForeignFilterName? = nil
  ) {
    self.name = name
    self.shadow = shadow
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
    shadow = reader.optional(
      "shadow", .choice, absent: "decisions are acted upon",
      "Beside another filter: its verdicts are read from the header fields it leaves (`rspamd`, `spamassassin`, `eop`) and compared with the decisions made here, which nothing comes of: mail of strangers is delivered as it came. `martlet shadow report` shows where the two disagree."
    )
    guard let name else { return nil }
    self.name = name
  }
}
