import ArgumentParser
import GatewayConfiguration
import RecipientDirectory

/// `martlet config`
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check, show and explain the configuration",
    subcommands: [Check.self, Show.self, Docs.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Name everything that is wrong, by file and line; exit status 1 if anything is")

    @OptionGroup var options: ConfigurationOption

    func run() throws {
      do throws(ConfigurationError) {
        let file = try options.load()
        try checkSurroundings(file)
        for warning in MailboxFolders.warnings(file.settings, file: file.source.name) {
          Output.write("warning: \(warning)\n", to: 2)
        }
        Output.write("\(file.source.name): no problems\n")
      } catch {
        Output.write(error.description + "\n", to: 2)
        throw ExitCode(ExitStatus.negative)
      }
    }

    /// What the configuration takes for granted: the files and accounts it names.
    private func checkSurroundings(_ file: ConfigurationFile) throws(ConfigurationError) {
      let problems = NamedFiles.problems(file.settings) + NamedAccounts.problems(file.settings, file: file.source.name)
      guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the values in force, and which of them are defaults; secrets are hidden")

    @OptionGroup var options: ConfigurationOption

    @Flag(name: .customLong("json"), help: "Print JSON")
    var isJSON = false

    func run() throws {
      let file = try options.load()
      if isJSON {
        try Output.json(EffectiveDocument(settings: file.effective))
      } else {
        Output.write(file.listing)
      }
    }
  }

  struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the reference of all settings, in Markdown")

    func run() { Output.write(ConfigurationReference.markdown) }
  }
}

/// `config show --json`: every key with its value as text, `null` where it has none.
private struct EffectiveDocument: Encodable {
  struct Setting: Encodable {
    let path: String
    let value: String?
    let isDefault: Bool
  }

  let settings: [Setting]

  init(settings: [EffectiveSetting]) {
    self.settings = settings.map { Setting(path: $0.path, value: $0.text, isDefault: $0.isDefault) }
  }
}
