import AsyncHTTPClient
import GatewayStorage
public import MailTypes
public import MessageServices
import NIOCore
import NIOHTTP1

// The queue, the quarantine and message trace.
extension ControlClient {
  public func queue(_ query: [(String, String)] = []) async throws(ControlClientError) -> QueueListDocument {
    try await document(.GET, "queue", query)
  }

  public func queueItem(_ id: QueueID) async throws(ControlClientError) -> QueueDocument {
    try await document(.GET, "queue/\(id)")
  }

  public func hold(_ id: QueueID) async throws(ControlClientError) { try await order(.POST, "queue/\(id)/hold") }

  public func release(_ id: QueueID) async throws(ControlClientError) { try await order(.POST, "queue/\(id)/release") }

  public func delete(_ id: QueueID) async throws(ControlClientError) { try await order(.DELETE, "queue/\(id)") }

  public func flush(_ nextHop: NextHop?) async throws(ControlClientError) {
    try await order(.POST, "queue/flush", nextHop.map { [("nextHop", "\($0)")] } ?? [])
  }

  public func quarantine(_ query: [(String, String)] = []) async throws(ControlClientError) -> QuarantineListDocument {
    try await document(.GET, "quarantine", query)
  }

  public func quarantineEntry(_ id: QueueID) async throws(ControlClientError) -> QuarantineDocument {
    try await document(.GET, "quarantine/\(id)")
  }

  /// Hands the original bytes of a quarantined message to `write`, piece by piece.
  public func quarantinedMessage(
    _ id: QueueID, _ write: ([UInt8]) throws -> Void
  ) async throws(ControlClientError) {
    try await perform(.GET, "quarantine/\(id)/message") { response in
      for try await piece in response.body { try write(Array(piece.readableBytesView)) }
    }
  }

  public func releaseQuarantined(_ id: QueueID) async throws(ControlClientError) {
    try await order(.POST, "quarantine/\(id)/release")
  }

  public func deleteQuarantined(_ id: QueueID) async throws(ControlClientError) {
    try await order(.DELETE, "quarantine/\(id)")
  }

  public func traces(_ query: [(String, String)]) async throws(ControlClientError) -> TraceListDocument {
    try await document(.GET, "trace", query)
  }

  public func trace(_ id: TraceID, organization: String?) async throws(ControlClientError) -> TracesDocument {
    try await document(.GET, "trace/\(id)", organization.map { [("organization", $0)] } ?? [])
  }

  public func shadowReport(_ query: [(String, String)]) async throws(ControlClientError) -> ShadowReport {
    try await document(.GET, "trace/shadow", query)
  }

  /// As `trace`, with what would be decided now.
  public func traceExplanation(_ id: TraceID, organization: String?) async throws(ControlClientError) -> TracesDocument {
    try await document(.GET, "trace/\(id)/explanation", organization.map { [("organization", $0)] } ?? [])
  }
}
