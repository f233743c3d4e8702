import FilterPolicy
import Hummingbird
import MailFlow
import MailTypes
import MessageServices

/// `/api/v1/allow-block` and `/api/v1/mailbox-lists`; `organization` in the query says whose, where there are several.
struct AllowBlockRoutes: Sendable {
  /// Octets of the entries sent at once.
  private static let maximumBody = 8 << 20

  let lists: any ListAdministrator
  let traces: any TraceAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let organization = try organization(request)
      let entries = try lists.snapshot(of: organization).allowBlock.entries
      return try APIDocument.response(document(entries, organization))
    }
    group.post { request, context in try await set(request, context, areNew: true) }
    group.put { request, context in try await set(request, context, areNew: false) }
    group.post("trial") { request, context in
      let days = try RequestReader(request).parameter("days", "a number from 1 to 90") {
        Int($0).flatMap { (1...90).contains($0) ? $0 : nil }
      }
      var draft = try lists.snapshot(of: try organization(request))
      let entries = try await entries(request, context)
      for entry in entries { draft.allowBlock.set(entry) }
      let since = lists.now.adding(days: -(days ?? AllowBlockRoutes.trialDays))
      let replay = try await traces.replay(
        under: draft, ReplayScope(since: since, entries: AllowBlockList(entries)))
      return try APIDocument.response(ReplayDocument(replay, since: since))
    }
    group.post("remove") { request, _ in
      let allowed = #"{"ids": [{"kind": "sender", "value": "contoso.com", "action": "block"}]}"#
      let removal = try await RequestReader(request).body(
        AllowBlockRemoval.self, allowed, upTo: AllowBlockRoutes.maximumBody)
      try await lists.remove(removal.ids, organization: try organization(request))
      return Response(status: .noContent)
    }
  }

  func addMailboxes(to group: RouterGroup<ControlContext>) {
    group.get(":address") { request, context in
      let (mailbox, organization) = try mailbox(request, context)
      let list = try lists.snapshot(of: organization).mailboxes[mailbox] ?? MailboxList()
      return try APIDocument.response(MailboxListDocument(mailbox: mailbox, list: list))
    }
    group.put(":address") { request, context in
      let (mailbox, organization) = try mailbox(request, context)
      let list = try await RequestReader(request).body(
        MailboxList.self, #"{"trustedSenders": [], "trustedDomains": [], "blockedSenders": [], "blockedDomains": []}"#,
        upTo: AllowBlockRoutes.maximumBody)
      try await lists.set(list, of: mailbox, organization: organization)
      return try APIDocument.response(MailboxListDocument(mailbox: mailbox, list: list))
    }
  }

  private func set(_ request: Request, _ context: ControlContext, areNew: Bool) async throws -> Response {
    let organization = try organization(request)
    let entries = try await entries(request, context)
    let areImported = try RequestReader(request).flag("imported") ?? false
    try await lists.set(entries, organization: organization, areNew: areNew, areImported: areImported)
    let list = try lists.snapshot(of: organization).allowBlock
    return try APIDocument.response(
      document(entries.compactMap { list[$0.id] }, organization), status: areNew ? .created : .ok)
  }

  /// How far back a trial looks by itself.
  private static let trialDays = 7

  /// Those of the body, as made now by whoever asks.
  private func entries(_ request: Request, _ context: ControlContext) async throws -> [AllowBlockEntry] {
    let allowed = #"{"entries": [{"kind": "sender", "value": "contoso.com", "action": "block", "expires": "never"}]}"#
    let order = try await RequestReader(request).body(AllowBlockOrder.self, allowed, upTo: AllowBlockRoutes.maximumBody)
    let (author, now) = (try await PeerAccount.name(context), lists.now)
    return order.entries.map { entry in
      var entry = entry
      (entry.modifiedBy, entry.modifiedAt, entry.lastUsed) = (author, now, nil)
      return entry
    }
  }

  private func document(_ entries: [AllowBlockEntry], _ organization: String) -> AllowBlockListDocument {
    AllowBlockListDocument(entries.map { AllowBlockItem($0, organization: organization, now: lists.now) })
  }

  /// The first address of the recipient, and whose it is.
  private func mailbox(
    _ request: Request, _ context: ControlContext
  ) throws -> (mailbox: EmailAddress, organization: String) {
    guard let address = context.parameters.get("address").flatMap(PercentEncoding.decoded).flatMap({ EmailAddress($0) }) else {
      throw APIError(.badRequest, "not a mail address; give one, as ada@example.org")
    }
    guard let organization = lists.organization(of: address) else {
      throw APIError(.notFound, "the domain of \(address) is none that is served here")
    }
    let primary = try lists.snapshot(of: organization).recipients.resolve(address).primary
    return (EmailAddress(policyText: primary.description) ?? primary, organization)
  }

  private func organization(_ request: Request) throws -> String {
    if let given = try RequestReader(request).parameter("organization", "a name", { $0 }) { return given }
    return try RequestReader.only(of: lists.organizations)
  }
}
