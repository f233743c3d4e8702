import AdminAPI
import ArgumentParser
import MailTypes

/// `martlet dmarc-report`
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dmarc-report", abstract: "See the DMARC aggregate reports that are written, and those that came",
    discussion: """
      Reports to others are written where `reports.address` is set, one a day to each domain whose record has `rua`. Reports of \
      others are read from mail to the addresses in `reports.receivedAt`.
      """,
    subcommands: [List.self, Show.self, Preview.self, Send.self, Received.self])

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the reports to others, the newest first")

    @Option(help: ArgumentHelp("Only about this domain", valueName: "domain"))
    var domain: DomainName?

    @Option(help: ArgumentHelp("At most so many, 1 to 1000", valueName: "count"))
    var limit = 100

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let query = [("limit", "\(limit)")] + (domain.map { [("domain", "\($0)")] } ?? [])
      let list = try await options.client().reports(query)
      if options.isJSON { return try Output.json(list) }
      var table = Table(["DOMAIN", "BEGIN", "END", "STATE", "MESSAGES", "RECORDS", "SENT TO"], elastic: 6)
      for report in list.items {
        table.add([
          report.domain, "\(report.begin.wholeSeconds)", "\(report.end.wholeSeconds)", report.state, "\(report.messages)",
          "\(report.recordCount)", report.recipients.map { "\($0)" }.joined(separator: ", "),
        ])
      }
      table.print(orElse: "Nothing is counted for any report.")
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the newest report about a domain, with its records")

    @Argument(help: "The domain whose record asks for reports") var domain: DomainName
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let report = try await options.client().report(about: domain)
      if options.isJSON { return try Output.json(report) }
      ReportCommand.details(report).print()
      var table = Table(["SOURCE", "MESSAGES", "DISPOSITION", "DKIM", "SPF", "FROM", "ENVELOPE", "REASON"], elastic: 7)
      for record in report.records ?? [] {
        table.add([
          "\(record.source)", "\(record.count)", record.disposition.rawValue, record.dkimAligned ? "pass" : "fail",
          record.spfAligned ? "pass" : "fail", record.headerFrom, record.envelopeFrom ?? "",
          record.overrides.map(\.type).joined(separator: ", "),
        ])
      }
      table.print(orElse: "")
    }
  }

  struct Preview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the XML of the newest report about a domain")

    @Argument(help: "The domain whose record asks for reports") var domain: DomainName
    @OptionGroup var options: GatewayOptions

    func run() async throws {
      try await options.client().reportPreview(about: domain) { Output.write($0) }
    }
  }

  struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Send the report about a domain without waiting for the end of the day",
      discussion: "What is counted afterwards is for the next report.")

    @Flag(help: "Needed: owners expect one report a day")
    var now = false

    @Argument(help: "The domain whose record asks for reports") var domain: DomainName
    @OptionGroup var options: GatewayOptions

    func validate() throws {
      if !now { throw ValidationError("reports are sent by themselves, once a day; give --now to send one in between") }
    }

    func run() async throws {
      let report = try await options.client().sendReport(about: domain)
      if options.isJSON { return try Output.json(report) }
      ReportCommand.details(report).print()
    }
  }

  struct Received: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sum up what others report about your domains: who sends in their names, and what of it passes")

    @Option(help: ArgumentHelp("Only about this domain", valueName: "domain"))
    var domain: DomainName?

    @Option(help: ArgumentHelp("Only reports about so many days back, 1 to 3650", valueName: "days"))
    var days = 7

    @Option(help: ArgumentHelp("Only what came to this organization", valueName: "name"))
    var organization: String?

    @Option(help: ArgumentHelp("At most so many reports and sources, 1 to 1000", valueName: "count"))
    var limit = 100

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let query = [
        ("domain", domain.map { "\($0)" }), ("days", "\(days)"), ("organization", organization), ("limit", "\(limit)"),
      ]
      let answer = try await options.client().receivedReports(
        query.compactMap { name, value in value.map { (name, $0) } })
      if options.isJSON { return try Output.json(answer) }
      ReportCommand.print(answer, days: days)
    }
  }

  private static func details(_ report: ReportDocument) -> Details {
    var details = Details()
    details.add("domain", report.domain)
    details.add("begin", "\(report.begin.wholeSeconds)")
    details.add("end", "\(report.end.wholeSeconds)")
    details.add("state", report.state)
    details.add("due", report.due.map { "\($0.wholeSeconds)" })
    details.add("settled", report.settledAt.map { "\($0.wholeSeconds)" })
    details.add("sent to", report.recipients.map { "\($0)" }.joined(separator: ", "))
    details.add("messages", "\(report.messages)")
    details.add("uncounted", report.uncounted > 0 ? "\(report.uncounted)" : nil)
    details.add("policy", report.published.policy?.rawValue)
    return details
  }

  private static func print(_ answer: ReceivedReportsDocument, days: Int) {
    var reports = Table(["DOMAIN", "REPORTER", "END", "PROVEN", "ID"], elastic: 4)
    for report in answer.reports {
      reports.add([
        report.domain, report.reporter, "\(report.end.wholeSeconds)", report.provenSender ?? "no", report.id,
      ])
    }
    reports.print(orElse: "No report came about the last \(days) days.")
    guard !answer.sources.isEmpty else { return }
    Output.write("\n")
    var sources = Table(["SOURCE", "FROM", "MESSAGES", "PASS", "FAIL", "DKIM", "SPF"], elastic: 1)
    for source in answer.sources {
      sources.add([
        "\(source.source)", source.headerFrom, "\(source.messages)", "\(source.passed)", "\(source.failed)",
        "\(source.dkimPassed)", "\(source.spfPassed)",
      ])
    }
    sources.print(orElse: "")
  }
}
