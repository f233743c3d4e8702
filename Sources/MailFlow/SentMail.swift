import FilterPolicy
public import GatewayStorage
import MailTypes

/// Tells a report about mail of ours from one about mail that somebody else sent in our name: the trace knows what went out
/// (eop-spec §10).
public struct SentMail: Sendable {
  /// Reports come late: a queue gives up after five days at most sites, some wait longer.
  static let days = 30
  /// Messages with one Message-ID that are looked at.
  private static let listingLimit = 20

  private let store: any TraceStore

  public init(store: any TraceStore) {
    self.store = store
  }

  /// Whether the message that a report returns was sent from here by one of the report's recipients; `nil` for what is no report,
  /// and where the trace cannot be read.
  func isReturned(by findings: Findings, to recipients: [EmailAddress], now: UTCTime) async -> Bool? {
    guard let bounce = findings.bounce else { return nil }
    guard let id = bounce.detail else { return false }
    let keys = Set(recipients.map(\.key))
    var filter = TraceFilter(since: now.adding(days: -SentMail.days).microseconds, messageID: "<\(id)>")
    filter.limit = SentMail.listingLimit
    do {
      var seen: Set<TraceID> = []
      for listing in try await store.traces(matching: filter) where seen.insert(listing.message.key.traceID).inserted {
        guard let sender = listing.message.sender.mailbox, keys.contains(sender.key) else { continue }
        if try await isOurs(listing.message.key.traceID) { return true }
      }
      return false
    } catch {
      return nil
    }
  }

  private func isOurs(_ id: TraceID) async throws -> Bool {
    let judgements = try await store.traces(of: id, organization: nil).flatMap(\.recipients).compactMap(\.judgement)
    return try judgements.contains { try $0.part(Direction.self).context.direction != .inbound }
  }

  /// What of a judgement says whose mail it was.
  private struct Direction: Decodable {
    struct Context: Decodable {
      let direction: MailDirection
    }

    let context: Context
  }
}
