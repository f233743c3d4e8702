import Hummingbird

/// `/api/v1/status`, `/health/live`, `/health/ready`
struct StatusRoutes: Sendable {
  let facts: GatewayFacts
  let queue: any QueueAdministrator

  func add(to router: Router<ControlContext>) {
    router.get("api/v1/status") { _, _ in try APIDocument.response(try await status()) }
    // Alive is who answers.
    router.get("health/live") { _, _ in Response(status: .noContent) }
    router.get("health/ready") { _, _ in
      if let cause = facts.cause() { throw APIError(.unavailable, cause) }
      return Response(status: .noContent)
    }
  }

  private func status() async throws -> StatusDocument {
    let cause = facts.cause()
    return StatusDocument(
      hostname: facts.hostname, startedAt: facts.startedAt, isReady: cause == nil, cause: cause,
      queue: try await queue.counts(),
      blocklists: facts.blocklists(), directories: facts.directories(), antivirus: facts.antivirus())
  }
}
