import ArgumentParser
import MailAuthentication
import MailTypes

/// `martlet check arc`: what becomes of the chain of a message.
struct ARCCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "arc",
    abstract: "Validate the ARC chain of a message (RFC 8617)",
    discussion: "Shows whether the chain holds, and who sealed it.")

  @OptionGroup var subject: SignedMessageOptions

  func run() async throws {
    let options = subject.options
    if options.isBatch {
      var batch = JSONLineBatch(zone: options.zone)
      try await batch.run { input, resolver throws(CommandFailure) in
        await Self.answer(try input.signedMessage, input.time, resolver)
      }
    } else {
      let answer = await Self.answer(
        try subject.message, subject.time, try CommandResolver.make(zone: options.zone))
      if options.isJSON { try Output.json(answer) } else { Output.write(answer.text) }
    }
  }

  private static func answer(
    _ message: SignedMessage, _ time: UTCTime, _ resolver: some DNSResolver
  ) async -> ARCAnswer {
    ARCAnswer(await ARCValidator(resolver: resolver, now: time).validate(message))
  }
}
