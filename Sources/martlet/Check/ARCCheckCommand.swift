import ArgumentParser
import MailAuthentication
import MailTypes

/// `martlet check arc`: what becomes of the chain of a message.
struct ARCCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "arc",
    abstract: "Validate the ARC chain of a message (RFC 8617)",
    discussion: "Shows whether the chain holds, and who sealed it.")

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

  func run() async throws {
    if options.isBatch {
      var batch = JSONLineBatch(zone: options.zone)
      try await batch.run { input, resolver throws(CommandFailure) in
        await Self.answer(try input.signedMessage, input.time, resolver)
      }
    } else {
      let message = SignedMessage(try MessageInput.read(file))
      let time = now.flatMap { UTCTime(argument: $0) } ?? .current
      let answer = await Self.answer(message, time, try CommandResolver.make(zone: options.zone))
      if options.isJSON { try Output.json(answer) } else { Output.write(answer.text) }
    }
  }

  private static func answer(
    _ message: SignedMessage, _ time: UTCTime, _ resolver: some DNSResolver
  ) async -> ARCAnswer {
    ARCAnswer(await ARCValidator(resolver: resolver, now: time).validate(message))
  }
}
