import AdminAPI
import ArgumentParser
import FilterPolicy
import GatewayStorage

/// `martlet status`
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say how the gateway is; exit status 1 while it takes no mail")

  @OptionGroup var options: GatewayOptions

  func run() async throws {
    let status = try await options.client().status()
    if options.isJSON {
      try Output.json(status)
    } else {
      var details = Details()
      details.add("host", status.hostname)
      details.add("since", "\(status.startedAt.wholeSeconds)")
      details.add("intake", status.cause.map { "stopped: \($0)" } ?? "open")
      details.add("scheduled", "\(status.queue.scheduled)")
      details.add("held", "\(status.queue.held)")
      details.add("awaiting scan", "\(status.queue.awaitingScan)")
      details.add("quarantined", "\(status.queue.quarantined)")
      for list in status.blocklists {
        details.add("list \(list.name)", "\(list.zone): " + (list.cause.map { "ignored: \($0)" } ?? "used"))
      }
      details.print()
    }
    if !status.isReady { throw ExitCode(ExitStatus.negative) }
  }
}
