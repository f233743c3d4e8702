/// What says that a message went to many: how lists and bulk senders mark their mail.
public struct BulkFacts: Hashable, Sendable {
  /// `news.example.net` of `List-Id: News <news.example.net>` (RFC 2919); without brackets the whole value.
  public internal(set) var listID: String?
  /// List-Unsubscribe (RFC 2369), as given.
  public internal(set) var unsubscribe: String?
  /// List-Unsubscribe-Post (RFC 8058): one request is enough to leave.
  public internal(set) var hasOneClickUnsubscribe = false
  /// Other List- fields: Post, Help, Archive, Owner, Subscribe.
  public internal(set) var hasListFields = false
  /// `bulk`, `list`, `junk`; in lower case.
  public internal(set) var precedence: String?
  /// Feedback-ID, as large senders name their campaigns.
  public internal(set) var feedbackID: String?
  /// Auto-Submitted other than `no` (RFC 3834), or another mark of an automatic answer.
  public internal(set) var isAutomatic = false
  /// The bulk mailer that marked the message, by the field that gave it away.
  public internal(set) var mailer: String?
  /// The service for mass mail that sent it, by the fields it adds.
  public internal(set) var service: String?
  /// The text offers a way to unsubscribe.
  public internal(set) var hasUnsubscribeText = false

  /// Whether anything marks it as mail to many.
  public var isBulk: Bool {
    listID != nil || unsubscribe != nil || feedbackID != nil || mailer != nil || precedence != nil || hasUnsubscribeText
  }
}
