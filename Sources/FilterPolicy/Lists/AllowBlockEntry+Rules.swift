public import MailTypes

extension AllowBlockEntry {
  /// eop-spec §7.3: how long an entry holds that is made without saying so.
  public static func defaultExpiry(_ kind: AllowBlockValue.Kind, _ action: Action, now: UTCTime) -> Expiry {
    switch (kind, action) {
    case (.ip, _): .never
    case (_, .allow): .afterLastUse(days: unusedDays)
    case (_, .block): .at(now.adding(days: defaultBlockDays))
    }
  }

  private static let defaultBlockDays = 30
  /// eop-spec §7.3: days until the latest end that may be set.
  private static func longest(_ kind: AllowBlockValue.Kind, _ action: Action) -> Int {
    action == .allow && kind != .ip ? 30 : 90
  }

  /// What an administrator may not make by hand, with what to do instead; `nil` for a good entry.
  public func problem(now: UTCTime) -> PolicyProblem? {
    let kind = value.kind
    func problem(_ key: String, _ text: String) -> PolicyProblem { PolicyProblem(["\(id)", key], text) }
    if action == .allow, kind == .fileHash {
      return problem("action", "a file cannot be allowed by hand: it would let malware in; submit the message as clean")
    }
    if notes.unicodeScalars.count > AllowBlockEntry.notesLimit {
      return problem("notes", "is longer than \(AllowBlockEntry.notesLimit) characters")
    }
    switch expiry {
    case .never where action == .allow && kind != .ip:
      return problem(
        "expires", "an allow entry has an end; give a time within 30 days, or leave it to 45 days after its last use")
    case .afterLastUse(let days) where days != AllowBlockEntry.unusedDays || action == .block || kind == .ip:
      return problem("removeAfterDays", "only allow entries of senders and links have it, and then it is 45")
    case .at(let end) where end <= now: return problem("expires", "\(end) is over")
    case .at(let end) where end > now.adding(days: AllowBlockEntry.longest(kind, action)):
      return problem("expires", "\(end) is more than \(AllowBlockEntry.longest(kind, action)) days away")
    default: return nil
    }
  }

  /// What the entry does, for whoever makes it: `skips bulk, spam, …; never malware …`.
  public var effect: String {
    switch (action, value.kind) {
    case (.block, .sender): "quarantines what it sends as high confidence phish, and refuses mail to it"
    case (.block, .url): "quarantines messages with such a link as high confidence phish"
    case (.block, .fileHash): "treats messages with this file as malware"
    case (.block, .ip): "refuses its mail"
    case (.allow, .ip): "skips lists of clients; all else is looked at"
    case (.allow, _):
      "skips bulk, spam, high confidence spam and phish, never malware and high confidence phish"
        + (condition == .none ? "; asks for no proof of the sender" : "; requires \(condition)")
    }
  }
}
