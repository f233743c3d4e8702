import ArgumentParser
import MailAuthentication
import MailTypes

/// `martlet check spf`: whether a client may use an address or a name.
struct SPFCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spf",
    abstract: "Check whether a client may send in the name of a domain (RFC 7208)",
    discussion: "Checks the reverse-path; the name given with --helo where that is null or not given.")

  @Option(name: .customLong("ip"), help: "Address of the client")
  var clientAddress: String?

  @Option(help: "What the client called itself in EHLO")
  var helo: String = ""

  @Option(help: "The reverse-path; <> or nothing for the null one")
  var mailFrom: String = ""

  @OptionGroup var options: CheckOptions

  func validate() throws {
    guard !options.isBatch else { return }
    guard let clientAddress else { throw ValidationError("--ip is missing: the address of the client, or --batch") }
    if IPAddress(clientAddress) == nil { throw ValidationError("--ip '\(clientAddress)' is no IP address") }
    if helo.isEmpty && mailFrom.isEmpty { throw ValidationError("--mail-from or --helo is missing: what to check") }
  }

  func run() async throws {
    if options.isBatch {
      var batch = JSONLineBatch(zone: options.zone)
      try await batch.run { input, resolver throws(CommandFailure) in
        await Self.answer(try Self.request(input), resolver)
      }
    } else if let client = clientAddress.flatMap({ IPAddress($0) }) {
      let request = SPFRequest(client: client, helo: helo, mailFrom: Self.path(mailFrom), now: .current)
      let answer = await Self.answer(request, try CommandResolver.make(zone: options.zone))
      if options.isJSON { try Output.json(answer) } else { Output.write(answer.text) }
    }
  }

  private static func answer(_ request: SPFRequest, _ resolver: some DNSResolver) async -> SPFAnswer {
    SPFAnswer(await SPFEvaluator(resolver: resolver).evaluate(request), of: request)
  }

  private static func request(_ input: CheckInput) throws(CommandFailure) -> SPFRequest {
    guard let client = input.ip else { throw CommandFailure(ExitStatus.usage, "ip is missing: the address of the client") }
    return SPFRequest(
      client: client, helo: input.helo ?? "", mailFrom: path(input.mailFrom ?? ""), identity: input.identity ?? .mailFrom,
      receiver: input.receiver, now: input.time)
  }

  /// Without the angle brackets it may be written with.
  private static func path(_ text: String) -> String {
    text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
  }
}
