import AdminAPI
import ArgumentParser
import FilterPolicy

/// `martlet apply`
struct ApplyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Make the policies match a YAML file, and show the difference",
    discussion: """
      What the file does not name gets its default: `martlet export` writes a file to begin with. A file with anything wrong in \
      it changes nothing.
      """)

  @Option(name: [.customShort("f"), .long], help: ArgumentHelp("The file; - is standard input", valueName: "file"))
  var file: String

  @OptionGroup var options: PolicyChangeOptions

  func run() async throws { try await options.replace(with: try PolicyFile.read(file)) }
}

/// `martlet export`
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the policies as YAML, as `martlet apply` takes them",
    discussion: "Only what differs from the defaults is written, unless --all asks for everything.")

  @Flag(help: "Every parameter of every policy") var all = false

  @Option(help: ArgumentHelp("As they were in this revision (default: as they are)", valueName: "number"))
  var revision: Int64?

  @OptionGroup var options: PolicyOptions

  func run() async throws {
    let document = try await options.gateway.client().policies(
      options.query + (revision.map { [("revision", "\($0)")] } ?? []))
    if options.gateway.isJSON { return try Output.json(document) }
    let policies = try PolicyFile.policies(document.policies)
    Output.write("# Policies of \(document.organization), revision \(document.revision)\n")
    Output.write(try PolicyFile.text(policies, all ? .everything : .changes))
  }
}
