public import MailTypes

/// Why a message was not taken over.
public enum QueueError: Error, Hashable, Sendable {
  /// The store cannot write; nothing of the message was kept. The cause is for the log.
  case storeUnavailable(cause: String)

  /// What the client is told: to try again later (RFC 3463 §3.4, `X.3.0`).
  public var refusal: Refusal {
    switch self {
    case .storeUnavailable(let cause):
      Refusal(451, EnhancedStatusCode(4, 3, 0), "Temporary server error. Please try again later", cause: cause)
    }
  }
}
