import ArgumentParser
import MailAuthentication
import MailTypes

/// `martlet check dkim`: what becomes of the signatures of a message.
struct DKIMCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dkim",
    abstract: "Verify the DKIM signatures of a message (RFC 6376)",
    discussion: "Shows a result for each DKIM-Signature field, from the top.")

  @OptionGroup var subject: SignedMessageOptions

  func run() async throws {
    let options = subject.options
    if options.isBatch {
      var batch = JSONLineBatch(zone: options.zone)
      try await batch.run { input, resolver throws(CommandFailure) in
        await Self.answer(
          try input.signedMessage, input.time,
          DKIMOptions(allowLegacyAlgorithms: input.options?.allowLegacyAlgorithms ?? false), resolver)
      }
    } else {
      let answer = await Self.answer(
        try subject.message, subject.time, DKIMOptions(), try CommandResolver.make(zone: options.zone))
      if options.isJSON { try Output.json(answer) } else { Output.write(answer.text) }
    }
  }

  private static func answer(
    _ message: SignedMessage, _ time: UTCTime, _ options: DKIMOptions, _ resolver: some DNSResolver
  ) async -> DKIMAnswer {
    DKIMAnswer(await DKIMVerifier(resolver: resolver, now: time, options: options).verify(message))
  }
}
