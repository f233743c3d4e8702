import FilterPolicy
import Hummingbird
import MailFlow

/// `/api/v1/spoof`
struct SpoofRoutes: Sendable {
  /// Characters of a note.
  private static let noteLimit = 500

  let spoof: any SpoofAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let reader = RequestReader(request)
      let limit = SpoofIntelligence.memoryDays
      let days = try reader.parameter("days", "a number from 1 to \(limit)") {
        Int($0).flatMap { (1...limit).contains($0) ? $0 : nil }
      }
      let sightings = try await spoof.sightings(
        organization: try reader.parameter("organization", "a name") { $0 }, days: days ?? SpoofRoutes.insightDays,
        limit: try reader.page().limit)
      return try APIDocument.response(SpoofListDocument(items: sightings.map(SpoofDocument.init)))
    }
    group.get("pairs") { request, _ in
      let rows = try await spoof.decisions(
        organization: try RequestReader(request).parameter("organization", "a name") { $0 })
      return try APIDocument.response(SpoofedPairListDocument(items: rows.map(SpoofedPairDocument.init)))
    }
    group.put("pairs") { request, _ in
      let allowed = #"{"pair": "contoso.com, fabrikam.com", "action": "allow"}, action allow or block"#
      let document = try await RequestReader(request).body(SpoofedPairDocument.self, allowed)
      let organization = try organization(document.organization)
      let note = String((document.note ?? "").prefix(SpoofRoutes.noteLimit))
      guard try await spoof.decide(organization: organization, document.pair, document.action, note: note) else {
        throw APIError(.notFound, "there is no organization \(organization)")
      }
      return Response(status: .noContent)
    }
    group.delete("pairs") { request, _ in
      let reader = RequestReader(request)
      guard let pair = try reader.parameter("pair", "a pair, as contoso.com, fabrikam.com", { SpoofedSenderPair($0) }) else {
        throw APIError(.badRequest, "pair is missing; give one, as contoso.com, fabrikam.com")
      }
      let organization = try organization(try reader.parameter("organization", "a name") { $0 })
      guard try await spoof.withdraw(organization: organization, pair) else {
        throw APIError(.notFound, "nothing is decided about \(pair) in \(organization)")
      }
      return Response(status: .noContent)
    }
  }

  /// eop-spec §8.1: the portal shows seven days.
  private static let insightDays = 7

  private func organization(_ given: String?) throws(APIError) -> String {
    if let given { return given }
    return try RequestReader.only(of: spoof.organizations)
  }
}
