import ArgumentParser
import GatewayConfiguration
import Glibc

/// `martlet serve`
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Run the gateway until it is told to stop",
    discussion: """
      Binds the listeners, becomes the configured account, and starts the gateway, the resolver and the scanners. Without a \
      configuration it listens on loopback only and takes mail for nobody. SIGTERM ends it once open transactions are done; \
      SIGHUP reads certificates again.
      """)

  @OptionGroup var options: ConfigurationOption

  func run() throws {
    if options.found == nil {
      Output.write(
        "martlet: no configuration file; serving with built-in defaults on loopback, for no domain; give one with --config\n",
        to: STDERR_FILENO)
    }
    let status = try Gateway.serve(configuration: options.load())
    if status != ExitStatus.done { throw ExitCode(status) }
  }
}
