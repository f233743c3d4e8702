/// Why a message could not be scanned now; nothing is said against the message.
public enum ScannerPoolError: Error, Hashable, Sendable {
  /// No scanner took the message within the limit: it can be scanned later.
  case unavailable(waitedSeconds: Int)
  /// The pool is shutting down.
  case stopped
  /// The caller's time limit passed.
  case overdue
  /// The caller's task was cancelled.
  case cancelled
  /// The file that holds the message could not be read: the system's words for it.
  case unreadableContent(path: String, reason: String)
}
