import ArgumentParser
import GatewayConfiguration

/// `martlet user`
struct UserCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "See recipients, make and change those kept here, and make lines for the users file",
    subcommands: [List.self, Show.self, Create.self, Set.self, Remove.self, Safelist.self, Hash.self])

  struct Hash: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the line of a user for the users file",
      discussion: "Asks for the password on the terminal without showing it, or reads one line from standard input.")

    @Argument(help: "The name the user signs in with, often the mail address") var name: String

    @Option(help: ArgumentHelp("The organization whose mail the user sends", valueName: "name"))
    var organization: String?

    func validate() throws {
      guard UsersFile.isName(name) else {
        throw ValidationError(
          "'\(Output.printable(name))' cannot be a user's name: it must have no colon, blank or control character")
      }
    }

    func run() throws {
      let password = try PasswordPrompt.read()
      var generator = SystemRandomNumberGenerator()
      let hash = try PasswordHash(of: password, using: &generator)
      Output.write("\(name):\(hash.text)" + (organization.map { ":\($0)" } ?? "") + "\n")
    }
  }
}
