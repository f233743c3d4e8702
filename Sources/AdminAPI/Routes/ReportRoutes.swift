import GatewayStorage
import Hummingbird
import MailTypes
import NIOCore

/// `/api/v1/dmarc-reports`
struct ReportRoutes: Sendable {
  /// Days of reports that are summed up where nothing is said.
  private static let receivedDays = 7
  private static let longestDays = 3650

  let reports: any ReportAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let reader = RequestReader(request)
      let domain = try reader.parameter("domain", "a domain, as example.org") { DomainName($0) }
      let periods = try await reports.periods(domain: domain?.text, limit: try reader.page().limit)
      let now = reports.now
      return try APIDocument.response(ReportListDocument(items: periods.map { ReportDocument($0, now: now) }))
    }
    group.get("received") { request, _ in try APIDocument.response(try await received(RequestReader(request))) }
    group.get("domains/:domain") { _, context in
      let domain = try ReportRoutes.domain(context)
      guard let (period, records) = try await reports.newest(domain.text) else { throw ReportRoutes.nothing(domain) }
      return try APIDocument.response(ReportDocument(period, records, now: reports.now))
    }
    group.get("domains/:domain/preview") { _, context in
      let domain = try ReportRoutes.domain(context)
      guard let xml = try await reports.preview(domain.text) else { throw ReportRoutes.nothing(domain) }
      return Response(status: .ok, headers: [.contentType: "text/xml"], body: ResponseBody(byteBuffer: ByteBuffer(bytes: xml)))
    }
    group.post("domains/:domain/send") { _, context in
      let domain = try ReportRoutes.domain(context)
      guard let period = try await reports.sendNow(domain.text) else { throw ReportRoutes.nothing(domain) }
      return try APIDocument.response(ReportDocument(period, now: reports.now))
    }
  }

  private func received(_ reader: RequestReader) async throws -> ReceivedReportsDocument {
    let domain = try reader.parameter("domain", "a domain, as example.org") { DomainName($0) }
    let days = try reader.parameter("days", "a number from 1 to \(ReportRoutes.longestDays)") {
      Int($0).flatMap { (1...ReportRoutes.longestDays).contains($0) ? $0 : nil }
    }
    let since = reports.now.adding(days: -(days ?? ReportRoutes.receivedDays))
    let filter = ReceivedReportFilter(
      organization: try reader.parameter("organization", "a name") { $0 }, domain: domain?.text, since: since.microseconds,
      limit: try reader.page().limit)
    return ReceivedReportsDocument(
      reports: try await reports.received(filter).map(ReceivedReportDocument.init),
      sources: try await reports.sources(filter).map(ReportedSourceDocument.init))
  }

  private static func domain(_ context: ControlContext) throws(APIError) -> DomainName {
    guard let domain = context.parameters.get("domain").flatMap({ DomainName($0) }) else {
      throw APIError(.badRequest, "not a domain; give one, as example.org")
    }
    return domain
  }

  private static func nothing(_ domain: DomainName) -> APIError {
    APIError(.notFound, "nothing is counted for a report about \(domain), or `reports.address` is not set")
  }
}
