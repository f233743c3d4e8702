import ArgumentParser
import MailAuthentication
import MailTypes

/// `martlet domain check`: what is wrong with a domain's records, in words.
struct DomainCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong with a domain's SPF, DKIM, DMARC, MX, MTA-STS and TLS-RPT records, and what to publish",
    discussion: "Nothing is changed. Exit status 69 where DNS cannot be asked.")

  @Argument(help: "The domain, as example.com")
  var domain: DomainName

  @Option(
    name: .customLong("selector"),
    help: ArgumentHelp("Look at the DKIM key of this selector; may be repeated", valueName: "selector"))
  var selectors: [String] = []

  @Option(help: ArgumentHelp("Take DNS answers from a zone file, JSON or RFC 1035 master file", valueName: "file"))
  var zone: String?

  @Flag(name: .customLong("no-https"), help: "Do not fetch the MTA-STS policy (never done with --zone)")
  var isWithoutHTTPS = false

  @Flag(name: .customLong("json"), help: "One JSON object")
  var isJSON = false

  @Flag(name: .customLong("exit-code"), help: "Exit status 1 where there is an error")
  var setsExitCode = false

  func run() async throws {
    let isOnline = zone == nil && !isWithoutHTTPS
    let checker = DomainChecker(
      resolver: try CommandResolver.make(zone: zone), fetchPolicy: isOnline ? PolicyDownload.fetch : nil)
    let report = await checker.check(domain, selectors: selectors)
    if isJSON { try Output.json(DomainCheckAnswer(report)) } else { Output.write(DomainCheckText(report).text) }
    if setsExitCode, report.hasErrors { throw ExitCode(ExitStatus.negative) }
  }
}
