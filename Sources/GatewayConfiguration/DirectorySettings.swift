/// Where an organization's recipients, aliases and groups are known from, beside the gateway's own store.
public struct DirectorySettings: Hashable, Sendable {
  /// The absolute path of a text, CSV or YAML file.
  public var file: String?
  public var ldap: LDAPSettings?

  public init(file: String? = nil, ldap: LDAPSettings? = nil) {
    self.file = file
    self.ldap = ldap
  }
}

extension DirectorySettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    file = reader.optional(
      "file", .readableFile, absent: "not used",
      "File of recipients and groups: CSV (`.csv`), YAML (`.yaml`, `.yml`), or an address a line. Changes are seen without a restart."
    )
    ldap = reader.optionalSection("ldap", "An LDAP server that is read whole from time to time.")
  }
}
