import BareOperations
import FilterEngine
import FilterPolicy
import Foundation
import GatewayStorage
import Logging
import MailTypes
import MessageServices
import SQLStorage

/// `ReplayBenchmark INDEX [ROWS]`: judging stored mail again, from a real store in a folder that goes with it. The messages are
/// those of an index, scanned once and stored as often as it takes.
@main
struct ReplayBenchmark {
  private static let organization = "example"
  private static let start = UTCTime(microseconds: 1_795_000_000_000_000)
  private static let batch = 500

  static func main() async {
    do {
      let arguments = CommandLine.arguments.dropFirst()
      guard let index = arguments.first, let rows = Int(arguments.dropFirst().first ?? "100000"), rows > 0 else {
        throw UsageError(description: "usage: ReplayBenchmark INDEX [ROWS]")
      }
      try await run(index, rows: rows)
    } catch {
      FileHandle.standardError.write(Data("ReplayBenchmark: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ index: String, rows: Int) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("replay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try SQLStore(folder: folder.path)
    let scanned = try await ScannedMail.of(index)
    let snapshot = PolicySnapshot(organization: organization, hostname: "mx.example.org")
    for first in stride(from: 0, to: rows, by: batch) {
      let traces = try (first..<min(rows, first + batch)).map { number in
        try trace(scanned[number % scanned.count], number, snapshot)
      }
      try await store.apply(traces.map(StoreChange.putTrace))
    }
    let service = TraceService(
      store: store, settings: TraceRetention(traces: 90, findings: 30), clock: { start },
      logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() })
    print("\(rows) rows of \(scanned.count) messages")
    try await measure("what was in force", service, snapshot)
    var draft = snapshot
    draft.policies.antiSpam.fallback = .strict
    try await measure("the strict preset", service, draft)
  }

  private static func trace(_ findings: Findings, _ number: Int, _ snapshot: PolicySnapshot) throws -> MessageTrace {
    guard let recipient = EmailAddress("person\(number % 1000)@example.org") else {
      throw UsageError(description: "no recipient")
    }
    let context = EvaluationContext(traceID: TraceID(), direction: .inbound)
    let decision = evaluate(findings, context: context, snapshot: snapshot, recipient: recipient, now: start)
    let message = TracedMessage(
      key: TraceKey(organization: organization, traceID: context.traceID), receivedAt: start.microseconds + Int64(number),
      client: findings.entities.clientAddress, sender: .null)
    return MessageTrace(
      message: message, findings: StoredForm(findings),
      recipients: [
        TracedRecipient(
          address: recipient, status: .delivered, revision: 1,
          judgement: StoredForm(TracedJudgement(context: context, judgedAt: start, decision: decision)))
      ])
  }

  private static func measure(_ name: String, _ service: TraceService, _ draft: PolicySnapshot) async throws {
    let (processor, wall) = (ProcessorTime.now, ContinuousClock.now)
    let replay = try await service.replay(under: draft, ReplayScope(since: UTCTime(microseconds: 0)))
    let seconds = ProcessorTime.now - processor
    print(
      String(
        format: "replay under %@: %d copies, %d would change; %.1f s of processor time, %.1f s, %.0f µs a copy", name,
        replay.copies, replay.changed, seconds, Double((ContinuousClock.now - wall).components.seconds),
        seconds / Double(max(1, replay.copies)) * 1e6))
  }
}

struct UsageError: Error, CustomStringConvertible {
  let description: String
}

/// Findings of real messages.
enum ScannedMail {
  private static let limit = 2000

  static func of(_ index: String) async throws -> [Findings] {
    let url = URL(fileURLWithPath: index)
    let scanner = MessageScanner(resolver: nil, model: BaseModel.model)
    var findings: [Findings] = []
    for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n").prefix(limit) {
      guard let path = line.split(separator: " ", maxSplits: 1).dropFirst().first else { continue }
      let content = [UInt8](try Data(contentsOf: url.deletingLastPathComponent().appendingPathComponent(String(path))))
      let subject = ScanSubject(
        traceID: TraceID(), client: ClientFacts(address: .v4(0xC000_0201), helo: "mail.example.net"),
        envelope: Envelope(reversePath: .null, recipients: []), receivedAt: 0, hostname: "mx.example.org")
      findings.append(await scanner.scan(subject, content: content))
    }
    guard !findings.isEmpty else { throw UsageError(description: "\(index) names no messages") }
    return findings
  }
}
