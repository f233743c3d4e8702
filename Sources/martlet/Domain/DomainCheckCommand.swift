import AdminAPI
import ArgumentParser
import GatewayStorage
import Glibc
import MailAuthentication
import MailTypes

/// `martlet domain check`: what is wrong with a domain's records, in words.
struct DomainCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is wrong with a domain's SPF, DKIM, DMARC, MX, MTA-STS and TLS-RPT records, and what to publish",
    discussion: """
      The DKIM keys of a running gateway are looked at without being named. Nothing is changed. Exit status 69 where DNS cannot \
      be asked.
      """)

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

  @Flag(name: .customLong("exit-code"), help: "Exit status 1 where there is an error")
  var setsExitCode = false

  @OptionGroup var options: GatewayOptions

  func run() async throws {
    let isOnline = zone == nil && !isWithoutHTTPS
    let checker = DomainChecker(
      resolver: try CommandResolver.make(zone: zone), fetchPolicy: isOnline ? PolicyDownload.fetch : nil)
    let own = try await ownSelectors()
    let report = await checker.check(domain, selectors: selectors + (own ?? []).filter { !selectors.contains($0) })
    if options.isJSON {
      try Output.json(DomainCheckAnswer(report, ownSelectors: own))
    } else {
      Output.write(DomainCheckText(report).text)
    }
    if setsExitCode, report.hasErrors { throw ExitCode(ExitStatus.negative) }
  }

  /// The selectors of the keys that the running gateway has for the domain; `nil`, with a line that says so, without one.
  private func ownSelectors() async throws -> [String]? {
    do {
      let keys = try await options.client().signingKeys(domain).items
      // The record of a retired key may be gone, and a damaged one signs nothing.
      return keys.filter { [.waiting, .signing].contains($0.state) }.map(\.selector.text)
    } catch let error as ControlClientError {
      Output.write("martlet: the gateway's own DKIM keys are not looked at: \(error)\n", to: STDERR_FILENO)
      return nil
    }
  }
}
