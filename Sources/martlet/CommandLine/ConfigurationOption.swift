import ArgumentParser
import GatewayConfiguration

/// `--config FILE`, and where it is looked for without.
struct ConfigurationOption: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: ArgumentHelp(
      "The configuration file (default: ./martlet.yaml, else /etc/martlet/martlet.yaml)", valueName: "file"))
  var path: String?

  /// The file that was named, or the first that exists.
  var found: String? { path ?? ConfigurationFile.find() }

  /// Reads the file; where none was named and none exists, the built-in defaults.
  /// - Throws: `ConfigurationError`.
  func load() throws(ConfigurationError) -> ConfigurationFile {
    guard let found else { return try ConfigurationFile.withoutFile() }
    return try ConfigurationFile(path: found)
  }
}
