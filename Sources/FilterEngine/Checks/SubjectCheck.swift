import FilterPolicy

/// How the subject shouts, and what about.
struct SubjectCheck: ScanCheck {
  private let capitals = SignalDeclaration("subject.capitals", 1, "The subject is all in capitals")
  private let punctuation = SignalDeclaration(
    "subject.punctuation", 0.8, "The subject has a run of exclamation, question or money signs")
  private let money = SignalDeclaration("subject.money", 1.2, "The subject is about winning or getting money")
  private let urgency = SignalDeclaration("subject.urgency", 0.9, "The subject presses for action")
  private let empty = SignalDeclaration("subject.empty", 0.5, "The subject is missing or empty")

  var declarations: [SignalDeclaration] { [capitals, punctuation, money, urgency, empty] }

  private static let matcher = PhraseMatcher([
    [
      "you have won", "you ve won", "winner", "lottery", "jackpot", "cash prize", "free money", "earn money", "make money",
      "extra income",
      "inheritance", "million dollars", "claim your", "double your", "investment opportunity", "investment opportunities",
      "no fees", "credit card debt",
    ],
    [
      "urgent", "act now", "immediate action", "final notice", "last warning", "account suspended", "account will be",
      "verify your",
      "limited time", "expires today", "action required", "security alert",
    ],
  ])

  /// Fewer letters than this are an abbreviation, not a shout.
  private static let shoutLength = 8

  func signals(for facts: ScanFacts) -> [Signal] {
    let subject = facts.message.subject
    guard !subject.isEmpty else { return [empty.found()] }
    let words = SubjectCheck.matcher.firstMatches(in: Array(subject.lowercased().utf8), groupCount: 2)
    return capitals.found(if: SubjectCheck.isShouting(subject), subject)
      + punctuation.found(if: SubjectCheck.hasRun(subject), subject)
      + money.found(if: words[0] != nil, subject)
      + urgency.found(if: words[1] != nil, subject)
  }

  private static func isShouting(_ subject: String) -> Bool {
    let capitals = subject.utf8.count { (0x41...0x5A).contains($0) }
    return capitals >= shoutLength && !subject.utf8.contains { (0x61...0x7A).contains($0) }
  }

  private static func hasRun(_ subject: String) -> Bool {
    var length = 0
    for byte in subject.utf8 {
      length = "!?$".utf8.contains(byte) ? length + 1 : 0
      if length == 3 { return true }
    }
    return false
  }
}
