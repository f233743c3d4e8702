import ArgumentParser
import FilterEngine
import FilterPolicy
import GatewayConfiguration
import Geolocation
import Glibc
import MailTypes

/// `martlet scan`: what Martlet would make of a message, without a gateway.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Scan messages and explain the verdict",
    discussion: """
      Reads a message from each FILE, or from standard input, and shows the verdict, every signal with its weight, the \
      action, and the header fields the message would get. Nothing is delivered and nothing is stored.
      """)

  @Argument(help: ArgumentHelp("Messages; - is standard input (default)", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .customLong("ip"), help: "Address of the client that handed the message over (default: this machine)",
    transform: ScanCommand.address)
  var clientAddress: IPAddress = .v4(0x7F00_0001)

  @Option(help: "What the client called itself in EHLO")
  var helo: String = ""

  @Option(help: "The reverse-path; <> or nothing for the null one (default: the message's Return-Path)")
  var mailFrom: String?

  @Option(
    name: .customLong("rcpt"), help: "A recipient; may be repeated (default: the first address in To)",
    transform: ScanCommand.recipient)
  var recipients: [EmailAddress] = []

  @Option(help: "The user AUTH made sure of: the message is on its way out")
  var authUser: String?

  @Option(help: "The organisation whose policies apply")
  var organization: String = "default"

  @Option(
    help: ArgumentHelp(
      "Judge by the policies of this YAML file, as `martlet export` writes it (default: as they come)", valueName: "file"))
  var policies: String?

  @Option(help: ArgumentHelp("Take DNS answers from a zone file, JSON or RFC 1035 master file", valueName: "file"))
  var zone: String?

  @Flag(name: .customLong("no-dns"), help: "Ask DNS nothing")
  var isWithoutDNS = false

  @Option(
    help: ArgumentHelp(
      "Take SPF, DKIM and DMARC results from this JSON object, as findings.authentication of --json has them, or from a file with it",
      valueName: "json"))
  var authFacts: String?

  @Option(
    name: .customLong("config"),
    help: ArgumentHelp(
      "Take name servers, DNS lists and countries from this configuration (default: the system's servers, no list, the countries of tor-geoipdb)",
      valueName: "file"))
  var configuration: String?

  @Option(help: "The time to judge by: RFC 3339 or Unix seconds (default: now)")
  var now: String?

  @Flag(name: .customLong("json"), help: "One JSON object")
  var isJSON = false

  @Flag(name: .customLong("jsonl"), help: "One JSON object a line, for many messages")
  var isJSONLines = false

  func validate() throws {
    if isJSON && isJSONLines { throw ValidationError("--json and --jsonl exclude each other") }
    if zone != nil && isWithoutDNS { throw ValidationError("--zone and --no-dns exclude each other") }
    if isJSON && files.count > 1 { throw ValidationError("--json is for one message; use --jsonl for \(files.count)") }
    if let now, UTCTime(argument: now) == nil {
      throw ValidationError("--now '\(now)' is no time; write 2026-08-21T10:20:30Z or Unix seconds")
    }
    if let mailFrom, ReversePath(argument: mailFrom) == nil { throw ValidationError("--mail-from '\(mailFrom)' is no address") }
  }

  func run() async throws {
    let settings = try configuration.map { try ConfigurationFile(path: $0).settings }
    // Whoever gives the results wants nothing asked.
    let asksNothing = isWithoutDNS || (authFacts != nil && zone == nil)
    let resolver = asksNothing ? nil : try CommandResolver.make(zone: zone, dns: settings?.dns)
    let options = try self.options()
    let scan = MessageScan(
      engine: MessageScanner(resolver: resolver, model: BaseModel.model), options: options,
      blocklists: await ScanLists.usable(settings, resolver: resolver),
      countries: ScanCountries.lookup(settings, of: options.client.address),
      authentication: try authFacts.map(GivenFacts.read))
    var status = ExitStatus.done
    for file in files.isEmpty ? ["-"] : files {
      do throws(CommandFailure) {
        let content = try MessageInput.read(file)
        try show(await scan.run(content, file: file))
      } catch {
        // One message that cannot be read does not keep the others from being scanned.
        Output.write("martlet: \(error.message)\n", to: STDERR_FILENO)
        status = error.status
      }
    }
    if status != ExitStatus.done { throw ExitCode(status) }
  }

  private static func address(_ text: String) throws -> IPAddress {
    guard let address = IPAddress(text) else { throw ValidationError("--ip '\(text)' is no IP address") }
    return address
  }

  private static func recipient(_ text: String) throws -> EmailAddress {
    guard let address = EmailAddress(text) else { throw ValidationError("--rcpt '\(text)' is no mail address") }
    return address
  }

  private func options() throws -> MessageScan.Options {
    MessageScan.Options(
      client: ClientFacts(
        address: clientAddress, helo: helo, transmissionType: authUser == nil ? "ESMTP" : "ESMTPSA",
        authenticatedUser: authUser,
        listener: "scan"),
      reversePath: mailFrom.flatMap { ReversePath(argument: $0) }, recipients: recipients, organization: organization,
      policies: try policies.map { try PolicyFile.read($0) } ?? OrganizationPolicies(),
      now: now.flatMap { UTCTime(argument: $0) } ?? UTCTime.current)
  }

  private func show(_ result: ScanResult) throws(CommandFailure) {
    if isJSON || isJSONLines {
      Output.write(try result.json(isOneLine: isJSONLines))
    } else {
      Output.write(ScanExplanation(result).text)
    }
  }
}

extension ReversePath {
  /// `<>`, nothing, or an address with or without angle brackets.
  init?(argument: String) {
    let text = argument.hasPrefix("<") && argument.hasSuffix(">") ? argument.dropFirst().dropLast() : argument[...]
    if text.isEmpty {
      self = .null
    } else if let address = EmailAddress(text) {
      self = .mailbox(address)
    } else {
      return nil
    }
  }
}

extension UTCTime {
  /// RFC 3339, or Unix seconds.
  init?(argument: String) {
    if let seconds = Int64(argument) {
      let (microseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
      guard !overflow else { return nil }
      self.init(microseconds: microseconds)
    } else {
      self.init(argument)
    }
  }

  static var current: UTCTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}
