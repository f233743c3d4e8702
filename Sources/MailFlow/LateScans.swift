import FilterPolicy
import GatewayStorage
import Logging
import MailQueue
import MailTypes
import ScannerPool

/// Scans the messages that were answered before their scan ended, from the queue: those left by a deadline, and those a
/// crash left waiting.
public struct LateScans: Sendable {
  /// How often the queue is looked through. A waiting message has waited for its deadline already; this is little beside it.
  private static let interval = Duration.seconds(5)

  private let pipeline: MessagePipeline

  public init(pipeline: MessagePipeline) {
    self.pipeline = pipeline
  }

  /// Until the task is cancelled.
  public func run() async throws {
    while true {
      await pipeline.scanWaiting()
      try await Task.sleep(for: LateScans.interval)
    }
  }
}

extension MessagePipeline {
  /// One round over what waits, one message at a time: these have no client waiting, and must not crowd out those that have.
  func scanWaiting() async {
    guard let waiting = try? await queue.awaitingScan() else { return }
    for message in waiting where !Task.isCancelled {
      await scanLate(message)
    }
  }

  private func scanLate(_ message: StoredMessage) async {
    let mail: OrganizationMail
    let header: [UInt8]
    do {
      header = try message.content.headerBytes()
      mail = OrganizationMail(message: message, destinations: try await router.destinations(of: message))
    } catch {
      log.refused(message, error)
      return
    }
    // Where clamd failed, too, the message goes on waiting: it was answered for already.
    let findings = try? await findings(
      of: mail, wishes(for: [mail]), within: settings.scanDeadline * MessagePipeline.latePatience)
    guard let findings else { return }
    let now = clock()
    let judgements = await decide(mail, findings, header: header, now: now)
    let decisions = judgements.decisions
    noteForReports(message, findings, decisions)
    // It is in the queue already, and goes on from there.
    _ = await isReportOnly([mail], findings)
    let redirects = await redirects(decisions)
    let plan = plan(for: mail, judgements, redirects: redirects, findings, header: header, now: now)
    do {
      try await queue.recordScan(
        of: message, copies: plan.copies, quarantined: plan.quarantined,
        trace: traces.judged(
          mail, TraceRecorder.stored(findings), judgements, header: header, redirects: redirects))
      log.decided([mail], [decisions], status: "accepted")
    } catch {
      log.refused(message, error.refusal)
    }
  }

  /// Nobody waits for a late scan; only a pool without scanners keeps it this long.
  private static var latePatience: Int { 10 }
}
