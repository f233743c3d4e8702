import AdminAPI
import ArgumentParser
import FilterPolicy
import GatewayConfiguration
import Glibc

/// What an error that ended a command means: the exit status, and the lines for standard error (help goes to standard output).
struct CommandOutcome {
  let status: CInt
  private let text: String
  private let isHelp: Bool

  init(_ error: any Error) {
    switch error {
    case let error as CommandFailure: self.init(error.status, "martlet: \(error.message)")
    case let error as ControlClientError: self.init(CommandOutcome.status(of: error), "martlet: \(error)")
    // Each problem is a line of its own, in the form compilers use: editors jump to it.
    case let error as ConfigurationError: self.init(ExitStatus.usage, error.description)
    case let error as PolicyProblem: self.init(ExitStatus.usage, "martlet: \(error)")
    case let error as SupervisorError: self.init(error.exitStatus, "martlet: \(error)")
    case let error as ExitCode: self.init(error.rawValue, "")
    default: self.init(unknown: error)
    }
  }

  func print() {
    guard !text.isEmpty else { return }
    Output.write(text + "\n", to: isHelp ? STDOUT_FILENO : STDERR_FILENO)
  }

  private init(_ status: CInt, _ text: String, isHelp: Bool = false) {
    self.status = status
    self.text = text
    self.isHelp = isHelp
  }

  /// Errors of the command line, and those nobody foresaw.
  private init(unknown error: any Error) {
    switch Martlet.exitCode(for: error) {
    case .success:
      self.init(ExitStatus.done, Martlet.fullMessage(for: error), isHelp: true)
    case .validationFailure:
      let message = Martlet.message(for: error).split(separator: "\n").first.map(String.init) ?? "wrong usage"
      // The parser names the command's own help, in quotes, at the end of its longer text.
      let help = Martlet.fullMessage(for: error).split(separator: "'").last { $0.hasSuffix(" --help") } ?? "martlet --help"
      self.init(ExitStatus.usage, "martlet: \(message); see '\(help)'")
    default:
      self.init(ExitStatus.internalError, "martlet: \(error)")
    }
  }

  private static func status(of error: ControlClientError) -> CInt {
    switch error {
    case .noGateway: ExitStatus.unavailable
    case .refused("badRequest", _): ExitStatus.usage
    case .refused("notFound", _), .refused("conflict", _): ExitStatus.negative
    case .refused("forbidden", _): ExitStatus.unavailable
    case .refused("internalError", _): ExitStatus.internalError
    case .refused, .brokenAnswer: ExitStatus.tryAgain
    }
  }
}

/// A command that could not be done, for a reason of its own.
struct CommandFailure: Error {
  let status: CInt
  /// One line that says what, where and what to do.
  let message: String

  init(_ status: CInt, _ message: String) {
    self.status = status
    self.message = message
  }
}
