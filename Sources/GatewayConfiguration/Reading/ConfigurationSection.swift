/// A mapping of the configuration file with keys that must be given: no value where one of them is missing or wrong, and
/// the reader has noted why. Every key is read before anything is returned, so that all problems and all declarations are seen.
protocol PartialSection: Hashable, Sendable {
  init?(reading reader: inout SettingsReader)
}

/// A mapping whose keys all have defaults.
protocol ConfigurationSection: PartialSection {
  init(reading reader: inout SettingsReader)
}

/// What stands at a key that takes a word or a section.
enum WordOrSection<Section: Sendable>: Sendable {
  case absent
  case word(String)
  /// `nil` where the section could not be read.
  case section(Section?)
}
