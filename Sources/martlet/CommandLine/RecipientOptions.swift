import ArgumentParser

/// Whose recipients and groups a command is about.
struct RecipientOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The organization (default: the one there is)", valueName: "name"))
  var organization: String?

  @OptionGroup var gateway: GatewayOptions

  var query: [(String, String)] { organization.map { [("organization", $0)] } ?? [] }
}
