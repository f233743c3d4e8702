import ArgumentParser

/// The processes that `martlet serve` starts; nothing for people.
struct GatewayRoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "_gateway", abstract: "Internal", shouldDisplay: false)

  @OptionGroup var options: ConfigurationOption

  func run() throws { throw ExitCode(Gateway.run(configuration: try options.load(), path: options.found)) }
}

struct ResolverRoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "_resolver", abstract: "Internal", shouldDisplay: false)

  @OptionGroup var options: ConfigurationOption

  func run() throws { throw ExitCode(Gateway.runResolver(configuration: try options.load())) }
}

struct ScannerRoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "_scanner", abstract: "Internal", shouldDisplay: false)

  func run() throws { throw ExitCode(Gateway.runScanner()) }
}
