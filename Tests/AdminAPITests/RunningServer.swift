import AdminAPI
import Foundation
import GatewayStorage
import Logging
import MailTypes
import Testing

/// A control server on a socket of its own, for as long as `body` runs.
func withServer(
  _ gateway: FakeGateway, access: ControlAccess? = nil, cause: String? = nil,
  path: String = "/tmp/martlet-\(UUID().uuidString.prefix(8)).sock",
  _ body: (ControlClient, FakeGateway) async throws -> Void
) async throws {
  defer { unlink(path) }
  let server = ControlServer(
    socket: ControlServer.Socket(path: path, access: try access ?? ControlAccess()),
    facts: GatewayFacts(hostname: "mx.example.org", startedAt: UTCTime(microseconds: 0), cause: { cause }),
    queue: gateway.queue, quarantine: gateway.quarantine, spoof: gateway.spoof, policies: gateway.policies,
    lists: gateway.lists, recipients: gateway.recipients, reports: gateway.reports, traces: gateway.traces,
    store: gateway.store,
    keys: gateway.keys,
    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  let listening = AsyncStream<Void>.makeStream()
  let task = Task {
    defer { listening.continuation.finish() }
    try await server.run { listening.continuation.yield() }
  }
  for await _ in listening.stream { break }
  do {
    try await body(ControlClient(socket: path), gateway)
  } catch {
    task.cancel()
    _ = await task.result
    throw error
  }
  task.cancel()
  _ = await task.result
}
