public import MailTypes
public import MessageServices

/// What drafts of policies or lists would have done to past mail.
public struct ReplayDocument: Hashable, Sendable, Codable {
  /// How many copies would have gone from one outcome to another.
  public struct Count: Hashable, Sendable, Codable {
    public var change: PolicyReplay.Change
    public var copies: Int
  }

  /// Received from then on.
  public var since: UTCTime
  /// Messages that were judged again.
  public var messages: Int
  /// Those that an entry on trial is about; all, where none is.
  public var concerned: Int
  /// Recipients' copies of those.
  public var copies: Int
  /// Messages and copies of which too little is stored.
  public var untold: Int
  public var changed: Int
  /// The most copies first.
  public var changes: [Count]
  /// Some of them, the oldest first.
  public var examples: [PolicyReplay.Example]

  init(_ replay: PolicyReplay, since: UTCTime) {
    self.since = since
    messages = replay.messages
    concerned = replay.concerned
    copies = replay.copies
    untold = replay.untold
    changed = replay.changed
    changes = replay.changes.map { Count(change: $0.key, copies: $0.value) }.sorted {
      ($1.copies, "\($0.change)") < ($0.copies, "\($1.change)")
    }
    examples = replay.examples
  }
}
