import ArgumentParser
import MailAuthentication
import MailTypes

/// What the checks of signatures are asked about: a message, and the time to judge it by.
struct SignedMessageOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The message; - is standard input", valueName: "file"))
  var file: String = "-"

  @Option(help: "The time to judge by: RFC 3339 or Unix seconds (default: now)")
  var now: String?

  @OptionGroup var options: CheckOptions

  func validate() throws {
    if options.isBatch && file != "-" { throw ValidationError("--batch reads standard input; leave \(file) away") }
    if let now, UTCTime(argument: now) == nil {
      throw ValidationError("--now '\(now)' is no time; write 2026-08-21T10:20:30Z or Unix seconds")
    }
  }

  var message: SignedMessage {
    get throws(CommandFailure) { SignedMessage(try MessageInput.read(file)) }
  }

  var time: UTCTime { now.flatMap { UTCTime(argument: $0) } ?? .current }
}
