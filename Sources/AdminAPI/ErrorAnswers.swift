import Hummingbird
import Logging

/// Makes every error a JSON answer `{"error": {"code": …, "message": …}}`.
struct ErrorAnswers: RouterMiddleware {
  let logger: Logger

  func handle(
    _ request: Request, context: ControlContext, next: (Request, ControlContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let answer = APIError(error)
      if answer.code == .internalError {
        logger.error(
          "control request failed", metadata: ["event": "controlFailed", "path": "\(request.uri.path)", "error": "\(error)"])
      }
      return try APIDocument.response(
        ErrorDocument(error: ErrorDocument.Content(code: answer.code.rawValue, message: answer.message)),
        status: answer.code.status)
    }
  }
}
