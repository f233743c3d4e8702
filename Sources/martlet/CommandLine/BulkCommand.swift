import AdminAPI
import ArgumentParser
import MessageServices

/// `martlet bulk`
struct BulkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulk", abstract: "See who sends bulk mail, and try another threshold", subcommands: [Report.self])

  struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the senders of bulk mail by complaint level, and what another threshold would change",
      discussion: """
        Each copy of the last week counts with the level it was given then. With --threshold N, mail with a level is judged again \
        as if that were bulkThreshold in every policy but the presets; nothing is changed.
        """)

    @Option(help: ArgumentHelp("Mail received from then on: a time, a day, or how long ago", valueName: "time"))
    var since: TraceTime = .ago(hours: 7 * 24)

    @Option(help: ArgumentHelp("Try this bulk threshold, 1 to 9", valueName: "level"))
    var threshold: Int?

    @Option(help: ArgumentHelp("Of this organization (default: the one there is)", valueName: "name"))
    var organization: String?

    @Option(help: ArgumentHelp("At most so many senders, 1 to 1000", valueName: "count"))
    var limit = 100

    @OptionGroup var options: GatewayOptions

    func validate() throws {
      if let threshold, !(1...9).contains(threshold) { throw ValidationError("--threshold \(threshold) is not within 1 to 9") }
      if !(1...1000).contains(limit) { throw ValidationError("--limit \(limit) is not within 1 to 1000") }
    }

    func run() async throws {
      let query =
        [("since", "\(since.time)"), ("limit", "\(limit)")] + (threshold.map { [("threshold", "\($0)")] } ?? [])
        + (organization.map { [("organization", $0)] } ?? [])
      let report = try await options.client().bulkReport(query)
      if options.isJSON { return try Output.json(report) }
      show(report)
    }

    private func show(_ report: BulkReportDocument) {
      let change = threshold.map { "WITH \($0)" }
      Output.write("\(report.messages) messages since \(report.since.wholeSeconds).\n")
      var levels = Table(["BCL", "COPIES", "AS BULK"] + (change.map { [$0] } ?? []), elastic: 0)
      for level in report.levels {
        levels.add(
          ["\(level.level)", "\(level.copies)", "\(level.actedOn)"] + (change.map { _ in ["\(level.changed) change"] } ?? []))
      }
      levels.print(orElse: "None of it was bulk.")
      guard !report.senders.isEmpty else { return }
      Output.write("\n")
      var senders = Table(["BCL", "SENDER", "COPIES", "AS BULK"] + (change.map { [$0] } ?? []), elastic: 1)
      for sender in report.senders {
        senders.add(
          ["\(sender.level)", sender.domain.isEmpty ? "unknown" : sender.domain, "\(sender.copies)", "\(sender.actedOn)"]
            + (change.map { _ in ["\(sender.changed) change"] } ?? []))
      }
      senders.print(orElse: "")
      if report.unlisted > 0 { Output.write("\(report.unlisted) copies are of further senders.\n") }
    }
  }
}
