import ArgumentParser

/// `martlet completion`
struct CompletionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion", abstract: "Print a completion script for a shell",
    discussion: "For bash: martlet completion bash > /etc/bash_completion.d/martlet")

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish") var shell: Shell

  func run() throws {
    guard let shell = CompletionShell(rawValue: shell.rawValue) else {
      throw CommandFailure(ExitStatus.internalError, "there is no completion for \(shell.rawValue)")
    }
    Output.write(Martlet.completionScript(for: shell) + "\n")
  }
}
