import GatewayStorage
import Hummingbird
import MailTypes

/// `/api/v1/quarantine`
struct QuarantineRoutes: Sendable {
  let quarantine: any QuarantineAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let entries = try await quarantine.list(try filter(RequestReader(request)))
      return try APIDocument.response(QuarantineListDocument(items: entries.map(QuarantineDocument.init)))
    }
    group.get(":id") { _, context in
      let id = try RequestReader.id(context)
      guard let entry = try await quarantine.show(id) else { throw APIError.noEntry("\(id)") }
      return try APIDocument.response(QuarantineDocument(entry))
    }
    group.get(":id/message") { _, context in
      let id = try RequestReader.id(context)
      guard let content = try await quarantine.content(id) else { throw APIError.noEntry("\(id)") }
      return Response(
        status: .ok, headers: [.contentType: "message/rfc822"], body: try MessageBody.body(of: content))
    }
    group.post(":id/release") { _, context in
      let id = try RequestReader.id(context)
      guard try await quarantine.release(id) else { throw APIError.noEntry("\(id)") }
      return Response(status: .noContent)
    }
    group.delete(":id") { _, context in
      let id = try RequestReader.id(context)
      guard try await quarantine.delete(id) else { throw APIError.noEntry("\(id)") }
      return Response(status: .noContent)
    }
  }

  private func filter(_ reader: RequestReader) throws(APIError) -> QuarantineFilter {
    let page = try reader.page()
    let reasons = QuarantineReason.allCases.map(\.rawValue).joined(separator: ", ")
    return QuarantineFilter(
      organization: try reader.parameter("organization", "a name") { $0 },
      reason: try reader.parameter("reason", "one of \(reasons)") { QuarantineReason(rawValue: $0) },
      sender: try reader.parameter("sender", "an address") { EmailAddress($0) },
      recipient: try reader.parameter("recipient", "an address") { EmailAddress($0) },
      isReleased: try reader.flag("released"), limit: page.limit, offset: page.offset)
  }
}
