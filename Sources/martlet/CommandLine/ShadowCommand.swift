import AdminAPI
import ArgumentParser
import FilterPolicy
import MailTypes
import MessageServices

/// `martlet shadow`
struct ShadowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shadow", abstract: "Compare with another filter before you switch", subcommands: [Report.self])

  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show where this filter and the one in front of it disagree, and why",
      discussion: """
        For an organization with `shadow` in its configuration: rspamd, spamassassin or eop, whose verdicts are read from the \
        header fields it left. Nothing comes of what is decided here meanwhile.
        """)

    @Option(help: ArgumentHelp("Mail received from then on: a time, a day, or how long ago", valueName: "time"))
    var since: TraceTime = .ago(hours: 7 * 24)

    @Option(help: ArgumentHelp("Of this organization", valueName: "name"))
    var organization: String?

    @OptionGroup var options: GatewayOptions

    func run() async throws {
      let query = [("since", "\(since.time)")] + (organization.map { [("organization", $0)] } ?? [])
      let report = try await options.client().shadowReport(query)
      if options.isJSON { try Output.json(report) } else { ShadowText.print(report) }
    }
  }
}

/// A comparison for people.
private enum ShadowText {
  static func print(_ report: ShadowReport) {
    guard report.copies > 0 else {
      let untold = report.untold == 0 ? "" : " \(report.untold) copies carried no verdict that can be read."
      return Output.write("Nothing to compare since \(report.since.wholeSeconds).\(untold)\n")
    }
    Output.write("\(report.copies) copies since \(report.since.wholeSeconds), \(share(report)) judged alike\n\n")
    var table = Table(["HERE", "DELIVERED THERE", "NOT DELIVERED THERE"], elastic: 0)
    table.add(["delivered", "\(report.bothWanted)", "\(report.onlyTheirs)"])
    table.add(["not delivered", "\(report.onlyOurs)", "\(report.bothUnwanted)"])
    for verdict in Verdict.allCases {
      let counts = report.counts.filter { $0.ours == verdict }
      guard !counts.isEmpty else { continue }
      table.add(
        [verdict.rawValue] + [false, true].map { flag in "\(counts.first { $0.isUnwantedToThem == flag }?.copies ?? 0)" })
    }
    table.print(orElse: "")
    if report.untold > 0 { Output.write("\n\(report.untold) more copies carried no verdict that can be read.\n") }
    for disagreement in report.disagreements { show(disagreement) }
    let rest = report.onlyOurs + report.onlyTheirs - report.disagreements.count
    if rest > 0 { Output.write("\n\(rest) older disagreements are not shown.\n") }
  }

  private static func share(_ report: ShadowReport) -> String {
    let tenths = (report.bothWanted + report.bothUnwanted) * 1000 / report.copies
    return "\(tenths / 10).\(tenths % 10) %"
  }

  private static func show(_ disagreement: ShadowReport.Disagreement) {
    Output.write("\n")
    var details = Details()
    details.add("message", "\(disagreement.traceID), \(disagreement.received.wholeSeconds)")
    details.add("from", disagreement.author)
    details.add("to", "\(disagreement.recipient)")
    details.add(disagreement.theirs.filter.rawValue, disagreement.theirs.detail)
    details.add("here", disagreement.reason)
    for signal in disagreement.signals { details.add("", "\(signal.weight) \(signal.id): \(signal.sentence)") }
    details.print()
  }
}
