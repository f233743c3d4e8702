/// Why something was not done: what the other side is told, and what only the log may say.
public struct Refusal: Error, Hashable, Sendable {
  public let reply: SMTPReply
  /// For the log; names no message content and no secret.
  public let cause: String

  public init(_ reply: SMTPReply, cause: String) {
    self.reply = reply
    self.cause = cause
  }

  public init(_ code: Int, _ enhanced: EnhancedStatusCode, _ text: String, cause: String? = nil) {
    self.init(SMTPReply(code, enhanced, text), cause: cause ?? text)
  }
}
