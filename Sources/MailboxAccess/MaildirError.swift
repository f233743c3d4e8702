import Glibc
public import MailTypes

/// Why a message is not in the mailbox. Nothing of it was left there under a name that mail programs see.
public struct MaildirError: Error, Hashable, Sendable {
  /// What was tried: `create`, `open`, `write`, `sync`, `link`, `read`.
  public let operation: String
  public let path: String
  public let errno: CInt

  init(_ operation: String, _ path: String, errno: CInt = Glibc.errno) {
    self.operation = operation
    self.path = path
    self.errno = errno
  }

  /// How the delivery is recorded. Always class 4: space comes back, and rights are ours to mend (RFC 3463 §3.3, §3.4).
  public var reply: SMTPReply {
    switch errno {
    case EDQUOT: SMTPReply(452, EnhancedStatusCode(4, 2, 2), "The mailbox is full")
    case ENOSPC: SMTPReply(452, EnhancedStatusCode(4, 3, 1), "The disk that holds the mailbox is full")
    default: SMTPReply(451, EnhancedStatusCode(4, 3, 0), "The mailbox cannot be written: \(self)")
    }
  }
}

extension MaildirError: CustomStringConvertible {
  public var description: String { "\(operation) \(path): \(String(cString: strerror(errno)))" }
}
