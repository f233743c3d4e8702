import FilterPolicy
import Hummingbird
import MailFlow
import MailTypes

/// `/api/v1/users` and `/api/v1/groups`; `organization` in the query says whose, where there are several.
struct RecipientRoutes: Sendable {
  /// Octets of a group with its members.
  private static let maximumGroup = 8 << 20

  let recipients: any RecipientAdministrator

  func addUsers(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let items = recipients.recipients(try filter(request)).map(RecipientDocument.init)
      return try APIDocument.response(RecipientListDocument(items: items))
    }
    group.post { request, _ in
      let document = try await user(request)
      return try await set(document, try organization(request), isNew: true)
    }
    group.get(":address") { request, context in
      let listing = try recipients.recipient(try address(context), organization: try organization(request))
      return try APIDocument.response(RecipientDocument(listing))
    }
    group.put(":address") { request, context in
      var document = try await user(request)
      document.address = try address(context)
      return try await set(document, try organization(request), isNew: false)
    }
    group.delete(":address") { request, context in
      try await apply(.removeRecipient(AddressKey(try address(context))), request)
    }
  }

  func addGroups(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let items = recipients.groups(try filter(request)).map(GroupDocument.init)
      return try APIDocument.response(GroupListDocument(items: items))
    }
    group.post { request, _ in try await set(try await self.group(request), try organization(request), isNew: true) }
    group.get(":address") { request, context in
      let listing = try recipients.group(try address(context), organization: try organization(request))
      return try APIDocument.response(GroupDocument(listing))
    }
    group.put(":address") { request, context in
      var document = try await self.group(request)
      document.address = try address(context)
      return try await set(document, try organization(request), isNew: false)
    }
    group.delete(":address") { request, context in
      try await apply(.removeGroup(AddressKey(try address(context))), request)
    }
    group.put(":address/members/:member") { request, context in
      let member = AddressKey(try address(context, "member"))
      return try await apply(.addMember(member, group: AddressKey(try address(context))), request)
    }
    group.delete(":address/members/:member") { request, context in
      let member = AddressKey(try address(context, "member"))
      return try await apply(.removeMember(member, group: AddressKey(try address(context))), request)
    }
  }

  private func user(_ request: Request) async throws -> RecipientDocument {
    let allowed = #"{"address": "ada@example.org", "name": "Ada", "aliases": ["a@example.org"]}"#
    return try await RequestReader(request).body(RecipientDocument.self, allowed)
  }

  private func group(_ request: Request) async throws -> GroupDocument {
    let allowed = #"{"address": "staff@example.org", "aliases": [], "members": ["ada@example.org"]}"#
    return try await RequestReader(request).body(GroupDocument.self, allowed, upTo: RecipientRoutes.maximumGroup)
  }

  private func set(_ document: RecipientDocument, _ organization: String, isNew: Bool) async throws -> Response {
    try await recipients.apply(.setRecipient(document.recipient), organization: organization, isNew: isNew)
    let listing = try recipients.recipient(document.address, organization: organization)
    return try APIDocument.response(RecipientDocument(listing), status: isNew ? .created : .ok)
  }

  private func set(_ document: GroupDocument, _ organization: String, isNew: Bool) async throws -> Response {
    try await recipients.apply(.setGroup(document.group), organization: organization, isNew: isNew)
    let listing = try recipients.group(document.address, organization: organization)
    return try APIDocument.response(GroupDocument(listing), status: isNew ? .created : .ok)
  }

  private func apply(_ change: DirectoryChange, _ request: Request) async throws -> Response {
    try await recipients.apply(change, organization: try organization(request), isNew: false)
    return Response(status: .noContent)
  }

  private func filter(_ request: Request) throws(APIError) -> RecipientQuery {
    let reader = RequestReader(request)
    let page = try reader.page()
    return RecipientQuery(
      organization: try reader.parameter("organization", "a name") { $0 }, text: try reader.parameter("text", "text") { $0 },
      limit: page.limit, offset: page.offset)
  }

  private func address(_ context: ControlContext, _ name: String = "address") throws(APIError) -> EmailAddress {
    guard let address = context.parameters.get(name).flatMap(PercentEncoding.decoded).flatMap({ EmailAddress($0) }) else {
      throw APIError(.badRequest, "not a mail address; give one, as ada@example.org")
    }
    return address
  }

  private func organization(_ request: Request) throws(APIError) -> String {
    if let given = try RequestReader(request).parameter("organization", "a name", { $0 }) { return given }
    return try RequestReader.only(of: recipients.organizations)
  }
}
