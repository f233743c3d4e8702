import AdminAPI
import ArgumentParser
import GatewayConfiguration

/// How a command finds the running gateway, and how it prints.
struct GatewayOptions: ParsableArguments {
  @OptionGroup var configuration: ConfigurationOption

  @Option(help: ArgumentHelp("The gateway's control socket (default: as configured)", valueName: "path"))
  var socket: String?

  @Flag(name: .customLong("json"), help: "Print JSON")
  var isJSON = false

  /// - Throws: `ConfigurationError`, where the socket is not named and the configuration cannot be read.
  func client() throws -> ControlClient {
    try ControlClient(socket: socket ?? configuration.load().settings.control.socket)
  }
}
