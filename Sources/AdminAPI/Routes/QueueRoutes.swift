import GatewayStorage
import Hummingbird
import MailTypes

/// `/api/v1/queue`
struct QueueRoutes: Sendable {
  let queue: any QueueAdministrator

  func add(to group: RouterGroup<ControlContext>) {
    group.get { request, _ in
      let items = try await queue.list(try filter(RequestReader(request)))
      return try APIDocument.response(QueueListDocument(items: items.map(QueueDocument.init)))
    }
    group.get(":id") { _, context in
      let id = try RequestReader.id(context)
      guard let item = try await queue.show(id) else { throw APIError.noCopy("\(id)") }
      return try APIDocument.response(QueueDocument(item))
    }
    group.post(":id/hold") { _, context in
      let id = try RequestReader.id(context)
      guard try await queue.hold(id) else { throw APIError.noCopy("\(id)") }
      return Response(status: .noContent)
    }
    group.post(":id/release") { _, context in
      let id = try RequestReader.id(context)
      guard try await queue.release(id) else { throw try await causeNotReleased(id) }
      return Response(status: .noContent)
    }
    group.delete(":id") { _, context in
      let id = try RequestReader.id(context)
      guard try await queue.delete(id) else { throw APIError.noCopy("\(id)") }
      return Response(status: .noContent)
    }
    group.post("flush") { request, _ in
      try await queue.flush(
        try RequestReader(request).parameter("nextHop", "a next hop, as queue show prints it") { NextHop($0) })
      return Response(status: .noContent)
    }
  }

  private func causeNotReleased(_ id: QueueID) async throws -> APIError {
    try await queue.show(id) == nil
      ? .noCopy("\(id)") : APIError(.conflict, "\(id) is not held; it is tried without being released")
  }

  private func filter(_ reader: RequestReader) throws(APIError) -> QueueFilter {
    let page = try reader.page()
    return QueueFilter(
      isHeld: try reader.flag("held"), organization: try reader.parameter("organization", "a name") { $0 },
      sender: try reader.parameter("sender", "an address, or nothing for reports") {
        $0.isEmpty ? .null : EmailAddress($0).map(ReversePath.mailbox)
      },
      recipient: try reader.parameter("recipient", "an address") { EmailAddress($0) },
      nextHop: try reader.parameter("nextHop", "a next hop, as queue show prints it") { NextHop($0) }, limit: page.limit,
      offset: page.offset)
  }
}
