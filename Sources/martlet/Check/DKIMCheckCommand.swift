import ArgumentParser
import MailAuthentication
import MailTypes

/// `martlet check dkim`: what becomes of the signatures of a message.
struct DKIMCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dkim",
    abstract: "Verify the DKIM signatures of a message (RFC 6376)",
    discussion: "Shows a result for each DKIM-Signature field, from the top.")

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
        await Self.answer(
          try input.signedMessage, input.time,
          DKIMOptions(allowLegacyAlgorithms: input.options?.allowLegacyAlgorithms ?? false), resolver)
      }
    } else {
      let message = SignedMessage(try MessageInput.read(file))
      let time = now.flatMap { UTCTime(argument: $0) } ?? .current
      let answer = await Self.answer(message, time, DKIMOptions(), try CommandResolver.make(zone: options.zone))
      if options.isJSON { try Output.json(answer) } else { Output.write(answer.text) }
    }
  }

  private static func answer(
    _ message: SignedMessage, _ time: UTCTime, _ options: DKIMOptions, _ resolver: some DNSResolver
  ) async -> DKIMAnswer {
    DKIMAnswer(await DKIMVerifier(resolver: resolver, now: time, options: options).verify(message))
  }
}
