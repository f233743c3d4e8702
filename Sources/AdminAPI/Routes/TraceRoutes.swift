import GatewayStorage
import Hummingbird
import MailTypes

/// `/api/v1/trace`
struct TraceRoutes: Sendable {
  let traces: any TraceAdministrator
  let policies: any PolicyAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let filter = try filter(RequestReader(request))
      let found = try await traces.search(filter)
      let next = found.count == filter.limit ? found.last?.cursor : nil
      return try APIDocument.response(
        TraceListDocument(items: found.map(TraceListingDocument.init), next: next.map { "\($0)" }))
    }
    group.get("shadow") { request, _ in
      let reader = RequestReader(request)
      let organization =
        try reader.parameter("organization", "a name") { $0 } ?? RequestReader.only(of: policies.organizations)
      let since = try reader.parameter("since", TraceRoutes.time) { UTCTime($0) } ?? traces.now.adding(days: -TraceRoutes.days)
      return try APIDocument.response(try await traces.shadowReport(organization: organization, since: since))
    }
    group.get(":id") { request, context in
      try APIDocument.response(TracesDocument(items: try await found(request, context)))
    }
    group.get(":id/explanation") { request, context in
      var items = try await found(request, context)
      for index in items.indices {
        // An organization that is served no more has its traces, and no policies.
        guard policies.organizations.contains(items[index].organization) else { continue }
        items[index].explain(under: try policies.snapshot(of: items[index].organization))
      }
      return try APIDocument.response(TracesDocument(items: items))
    }
  }

  private func found(_ request: Request, _ context: ControlContext) async throws -> [TraceDocument] {
    guard let id = context.parameters.get("id").flatMap({ TraceID($0) }) else {
      throw APIError(
        .badRequest, "not a trace id; trace ids have 36 characters, as the log and `martlet trace search` show them")
    }
    let organization = try RequestReader(request).parameter("organization", "a name") { $0 }
    let found = try await traces.show(id, organization: organization)
    guard !found.isEmpty else { throw APIError(.notFound, "there is no trace of \(id); it may have been kept long enough") }
    return try found.map { try TraceDocument($0) }
  }

  private func filter(_ reader: RequestReader) throws(APIError) -> TraceFilter {
    let statuses = TraceStatus.allCases.map(\.rawValue).joined(separator: ", ")
    let pattern = "an address, with * for any characters"
    let text = "1 to \(TraceRoutes.textLimit) characters"
    return TraceFilter(
      organization: try reader.parameter("organization", "a name") { $0 },
      sender: try reader.parameter("sender", pattern) { AddressPattern($0) },
      recipient: try reader.parameter("recipient", pattern) { AddressPattern($0) },
      since: try reader.parameter("since", TraceRoutes.time) { UTCTime($0) }?.microseconds,
      until: try reader.parameter("until", TraceRoutes.time) { UTCTime($0) }?.microseconds,
      status: try reader.parameter("status", "one of \(statuses)") { TraceStatus(rawValue: $0) },
      messageID: try reader.parameter("messageID", text, TraceRoutes.text),
      subject: try reader.parameter("subject", text, TraceRoutes.text),
      client: try reader.parameter("client", "an IP address") { IPAddress($0) },
      after: try reader.parameter("after", "what the last page said is next") { TraceCursor($0) },
      limit: try reader.page().limit)
  }

  /// How far back a report looks by itself.
  private static let days = 7
  private static let time = "a time, as 2026-11-23T09:00:00Z"
  /// Octets of a line of a header field, RFC 5322 §2.1.1.
  private static let textLimit = 998

  private static func text(_ text: String) -> String? { (1...textLimit).contains(text.utf8.count) ? text : nil }
}
