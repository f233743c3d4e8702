/// Where clients are: the `countries` section.
public struct CountrySettings: Hashable, Sendable {
  /// `nil` where no country is looked for; empty for the files of Debian's package.
  public var files: [String]?
}

extension CountrySettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    let isEnabled = reader.value(
      "enabled", .flag, default: true,
      "Whether the country of the client is looked up, for `CTRY` and `regionBlockList`.")
    let files = reader.list(
      "files", .path, maximum: 8, shown: "those of Debian's package tor-geoipdb, where it is installed",
      "Files of countries, the first that knows an address is believed: text with `first,last,CC` a line, or an `.mmdb` of your own. Read again when they change, and at SIGHUP; mail goes on without what cannot be read."
    )
    self.files = isEnabled ? files : nil
  }
}
