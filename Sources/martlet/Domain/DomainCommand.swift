import ArgumentParser

/// `martlet domain`
struct DomainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "domain", abstract: "Look at what a domain publishes about its mail", subcommands: [DomainCheckCommand.self])
}
