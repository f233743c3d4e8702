import Hummingbird
import Logging

/// Answers only those whom `access` allows; everyone else gets 403 and stands in the log.
struct PeerCheck: RouterMiddleware {
  let access: ControlAccess
  let logger: Logger

  func handle(
    _ request: Request, context: ControlContext, next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    let peer = try await PeerCredentials.of(context.channel)
    guard access.allows(peer) else {
      logger.warning(
        "control request refused",
        metadata: ["event": "controlRefused", "uid": "\(peer.user)", "pid": "\(peer.process)", "path": "\(request.uri.path)"])
      throw APIError(.forbidden, "account \(peer.user) may not give commands; see control.allowedUsers and control.group")
    }
    return try await next(request, context)
  }
}
