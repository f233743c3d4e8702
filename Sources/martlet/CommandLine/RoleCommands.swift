import ArgumentParser
import FoundationEssentials
import GatewayConfiguration

/// The processes that `martlet serve` starts; nothing for people.
struct GatewayRoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "_gateway", abstract: "Internal", shouldDisplay: false)

  func run() throws {
    let sockets = InheritedSockets(environment: ProcessInfo.processInfo.environment)
    throw ExitCode(Gateway.run(try InheritedConfiguration.read(sockets).settings, sockets: sockets))
  }
}

struct ResolverRoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "_resolver", abstract: "Internal", shouldDisplay: false)

  func run() throws {
    let sockets = InheritedSockets(environment: ProcessInfo.processInfo.environment)
    throw ExitCode(Gateway.runResolver(try InheritedConfiguration.read(sockets).settings))
  }
}

struct ScannerRoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "_scanner", abstract: "Internal", shouldDisplay: false)

  func run() throws { throw ExitCode(Gateway.runScanner()) }
}
