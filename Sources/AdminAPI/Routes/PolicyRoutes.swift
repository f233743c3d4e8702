import FilterPolicy
import GatewayStorage
import Hummingbird
import MailFlow
import MailTypes
import MessageServices

/// `/api/v1/policies`; `organization` in the query says whose, where there are several.
struct PolicyRoutes: Sendable {
  /// Octets of all policies of an organization as JSON.
  private static let maximumBody = 8 << 20
  /// How far back a replay looks by itself.
  private static let replayDays = 7

  let policies: any PolicyAdministrator
  let traces: any TraceAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in try APIDocument.response(try await shown(request)) }
    group.put { request, context in
      let reader = RequestReader(request)
      let order = try await reader.body(
        PolicyOrder.self, #"{"policies": {…}, "base": 7, "note": "why"}"#, upTo: PolicyRoutes.maximumBody)
      let (wanted, problems) = OrganizationPolicies.reading(order.policies)
      guard problems.isEmpty else { throw PolicyRegisterError.problems(problems) }
      return try await set(wanted, order, isDryRun: try reader.flag("dryRun") ?? false, request, context)
    }
    group.get("revisions") { request, _ in
      let history = try await policies.history(
        organization: try organization(request), limit: try RequestReader(request).page().limit)
      return try APIDocument.response(PolicyHistoryDocument(items: history.map(PolicyRevisionDocument.init)))
    }
    group.post("revisions/:number/restore") { request, context in
      guard let number = context.parameters.get("number").flatMap({ Int64($0) }) else {
        throw APIError(.badRequest, "not a number of a revision")
      }
      let reader = RequestReader(request)
      let past = try await policies.policies(organization: try organization(request), revision: number)
      let note = try reader.parameter("note", "text") { $0 } ?? "back to revision \(number)"
      let order = PolicyOrder(policies: past.policies.node(), note: note)
      return try await set(past.policies, order, isDryRun: try reader.flag("dryRun") ?? false, request, context)
    }
    group.post("replay") { request, _ in
      let reader = RequestReader(request)
      let order = try await reader.body(PolicyOrder.self, #"{"policies": {…}}"#, upTo: PolicyRoutes.maximumBody)
      let (wanted, problems) = OrganizationPolicies.reading(order.policies)
      guard problems.isEmpty else { throw PolicyRegisterError.problems(problems) }
      var draft = try policies.snapshot(of: try organization(request))
      draft.policies = wanted
      let since = try reader.parameter("since", "a time, as 2026-11-23T09:00:00Z") { UTCTime($0) }
      let scope = ReplayScope(
        since: since ?? traces.now.adding(days: -PolicyRoutes.replayDays),
        recipient: try reader.parameter("recipient", "a mail address") { EmailAddress($0) })
      return try APIDocument.response(ReplayDocument(try await traces.replay(under: draft, scope), since: scope.since))
    }
    group.get("lint") { request, _ in
      let lints = try policies.lints(organization: try organization(request), draft: nil)
      return try APIDocument.response(PolicyLintsDocument(items: lints))
    }
    group.get("effective") { request, _ in
      let recipient = try RequestReader(request).parameter("recipient", "a mail address") { EmailAddress($0) }
      guard let recipient else { throw APIError(.badRequest, "recipient is missing; give a mail address") }
      let snapshot = try policies.snapshot(of: try organization(request, of: recipient))
      return try APIDocument.response(EffectivePoliciesDocument(snapshot, recipient))
    }
  }

  private func shown(_ request: Request) async throws -> PolicyDocument {
    let organization = try organization(request)
    guard let number = try RequestReader(request).parameter("revision", "a number", { Int64($0) }) else {
      let snapshot = try policies.snapshot(of: organization)
      return PolicyDocument(
        organization: organization, revision: snapshot.revision, policies: snapshot.policies.node())
    }
    let past = try await policies.policies(organization: organization, revision: number)
    return PolicyDocument(organization: organization, revision: number, policies: past.policies.node())
  }

  private func set(
    _ wanted: OrganizationPolicies, _ order: PolicyOrder, isDryRun: Bool, _ request: Request, _ context: ControlContext
  ) async throws -> Response {
    let organization = try organization(request)
    let present = try policies.snapshot(of: organization)
    let changes = present.policies.changes(to: wanted).map(PolicyChangesDocument.Change.init)
    let known = Set(try policies.lints(organization: organization, draft: nil))
    let warnings = try policies.lints(organization: organization, draft: wanted).filter {
      $0.severity == .warning && !known.contains($0)
    }
    var revision = present.revision
    if !isDryRun {
      // What was compared is what is replaced.
      revision = try await policies.set(
        wanted, organization: organization, base: order.base ?? present.revision,
        author: try await PeerAccount.name(context), note: order.note ?? "")
    }
    return try APIDocument.response(
      PolicyChangesDocument(
        organization: organization, revision: revision, isDryRun: isDryRun, changes: changes, warnings: warnings))
  }

  /// As given, else that of the recipient's domain, else the only one.
  private func organization(_ request: Request, of recipient: EmailAddress? = nil) throws -> String {
    if let given = try RequestReader(request).parameter("organization", "a name", { $0 }) { return given }
    if let recipient, let owner = policies.organization(of: recipient) { return owner }
    return try RequestReader.only(of: policies.organizations)
  }
}
