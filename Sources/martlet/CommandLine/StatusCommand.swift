import AdminAPI
import ArgumentParser
import FilterPolicy
import GatewayStorage
import RecipientDirectory

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
      for directory in status.directories { StatusCommand.add(directory, to: &details) }
      if status.antivirus.isEmpty { details.add("antivirus", "none configured") }
      for scanner in status.antivirus { details.add("antivirus \(scanner.scanner)", StatusCommand.text(scanner)) }
      details.print()
    }
    if !status.isReady { throw ExitCode(ExitStatus.negative) }
  }

  private static func add(_ directory: DirectoryState, to details: inout Details) {
    details.add(
      "recipients of \(directory.organization)", "\(directory.recipients), and \(directory.groups) groups")
    guard let server = directory.server else { return }
    let age = server.age.map { "read \($0) s ago" } ?? "not read yet"
    let skipped = server.skipped > 0 ? ", \(server.skipped) entries without a usable address left out" : ""
    details.add(server.name, age + skipped + (server.cause.map { ", last attempt failed: \($0)" } ?? ""))
  }

  private static func text(_ scanner: AntivirusState) -> String {
    if let cause = scanner.cause { return "\(scanner.address): failing: \(cause)" }
    let parts = [scanner.engine, scanner.signatures.map { "signatures \($0)" } ?? "signatures without a date"]
    return ([scanner.address + ": used"] + parts.compactMap { $0 }).joined(separator: ", ")
  }
}
