/// The folder of a mailbox a message goes into (Maildir++).
public enum MaildirFolder: Hashable, Sendable {
  case inbox
  /// `.Junk`, under the name mail programs know it by (RFC 6154 §2).
  case junk

  /// Relative to the mailbox; empty for the inbox, which is the mailbox itself.
  var directory: String {
    switch self {
    case .inbox: ""
    case .junk: ".Junk"
    }
  }
}
