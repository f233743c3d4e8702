import ArgumentParser
import FilterEngine
import FilterPolicy
import InternetMessage
import MailAuthentication
import MailTypes

/// `martlet check auth`: everything that says who a message is from, and what it comes to.
struct SenderCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "auth",
    abstract: "Authenticate the sender of a message by all methods, and say what it comes to",
    discussion: """
      Checks SPF, DKIM, DMARC and ARC, and shows the Authentication-Results field and the composite authentication (compauth) that a \
      gateway would give. The domains of the recipients count as ours.
      """)

  @OptionGroup var subject: SignedMessageOptions

  @Option(name: .customLong("ip"), help: "Address of the client")
  var clientAddress: String?

  @Option(help: "What the client called itself in EHLO")
  var helo: String = ""

  @Option(help: "The reverse-path; <> or nothing for the null one (default: the message's Return-Path)")
  var mailFrom: String?

  @Option(name: .customLong("rcpt"), help: "A recipient; may be repeated")
  var recipients: [String] = []

  @Option(name: .customLong("trusted-sealer"), help: "A domain whose ARC seals are believed; may be repeated")
  var trustedSealers: [String] = []

  func validate() throws {
    guard !subject.options.isBatch else { return }
    guard let clientAddress else { throw ValidationError("--ip is missing: the address of the client, or --batch") }
    if IPAddress(clientAddress) == nil { throw ValidationError("--ip '\(clientAddress)' is no IP address") }
    if let mailFrom, ReversePath(argument: mailFrom) == nil { throw ValidationError("--mail-from '\(mailFrom)' is no address") }
    for recipient in recipients where EmailAddress(recipient) == nil {
      throw ValidationError("--rcpt '\(recipient)' is no mail address")
    }
    for sealer in trustedSealers where DomainName(sealer) == nil {
      throw ValidationError("--trusted-sealer '\(sealer)' is no domain name")
    }
  }

  func run() async throws {
    let options = subject.options
    if options.isBatch {
      var batch = JSONLineBatch(zone: options.zone)
      try await batch.run { input, resolver throws(CommandFailure) in
        await SenderCheck(input).answer(try input.signedMessage, try Self.subject(input), resolver)
      }
    } else if let client = clientAddress.flatMap({ IPAddress($0) }) {
      let message = try subject.message
      let addresses = recipients.compactMap { EmailAddress($0) }
      let check = SenderCheck(
        acceptedDomains: SenderCheck.domains(of: addresses), trustedSealers: Set(trustedSealers.compactMap { DomainName($0) }))
      let answer = await check.answer(
        message,
        SenderCheck.subject(
          ClientFacts(address: client, helo: helo), mailFrom.flatMap { ReversePath(argument: $0) }, message.header, subject.time
        ),
        try CommandResolver.make(zone: options.zone))
      if options.isJSON { try Output.json(answer) } else { Output.write(answer.text) }
    }
  }

  private static func subject(_ input: CheckInput) throws(CommandFailure) -> ScanSubject {
    guard let client = input.ip else { throw CommandFailure(ExitStatus.usage, "ip is missing: the address of the client") }
    var subject = SenderCheck.subject(
      ClientFacts(address: client, helo: input.helo ?? ""), try input.reversePath, try input.signedMessage.header, input.time)
    subject.relays = input.options?.relays ?? []
    subject.discovery = input.options?.dmarc ?? .treeWalk
    subject.hostname = input.receiver ?? subject.hostname
    return subject
  }
}
