import FilterPolicy
import Hummingbird
import MailTypes

/// `/api/v1/bulk`
struct BulkRoutes: Sendable {
  /// How far back a report looks by itself.
  private static let days = 7

  let traces: any TraceAdministrator
  let policies: any PolicyAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get("report") { request, _ in
      let reader = RequestReader(request)
      let given = try reader.parameter("organization", "a name") { $0 }
      let organization = try given ?? RequestReader.only(of: policies.organizations)
      let since = try reader.parameter("since", "a time, as 2026-11-23T09:00:00Z") { UTCTime($0) }
      let threshold = try reader.parameter("threshold", "a number from 1 to 9") { text in
        Int(text).flatMap { (1...9).contains($0) ? $0 : nil }
      }
      let start = since ?? traces.now.adding(days: -BulkRoutes.days)
      var draft = try policies.snapshot(of: organization)
      if let threshold { draft.policies.antiSpam.setBulkThreshold(threshold) }
      let report = try await traces.bulkReport(
        organization: organization, since: start, under: threshold == nil ? nil : draft)
      return try APIDocument.response(
        BulkReportDocument(report, since: start, threshold: threshold, limit: try reader.page().limit))
    }
  }
}

extension PolicySet<AntiSpamPolicy> {
  /// Of all policies but presets, which are as they are.
  fileprivate mutating func setBulkThreshold(_ threshold: Int) {
    fallback.bulkThreshold = threshold
    for name in custom.keys { custom[name]?.bulkThreshold = threshold }
  }
}
