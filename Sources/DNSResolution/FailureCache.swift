import MailTypes

/// Questions that failed a moment ago: asking again at once would cost each message of the same sender the whole time limit.
struct FailureCache {
  /// Questions kept. More fail only under attack; those beyond are asked again.
  static let capacity = 10_000

  /// How long a failure is kept.
  private let time: Duration
  private var entries: [DNSQuestion: (answer: DNSAnswer, until: ContinuousClock.Instant)] = [:]

  init(time: Duration) { self.time = time }

  func answer(to question: DNSQuestion, now: ContinuousClock.Instant) -> DNSAnswer? {
    guard let entry = entries[question], now < entry.until else { return nil }
    return entry.answer
  }

  /// Keeps the answer where it is a temporary failure.
  mutating func keep(_ answer: DNSAnswer, to question: DNSQuestion, now: ContinuousClock.Instant) {
    guard answer.isTemporaryFailure, time > .zero else { return }
    if entries.count >= Self.capacity { entries = entries.filter { now < $0.value.until } }
    guard entries.count < Self.capacity else { return }
    entries[question] = (answer, now + time)
  }
}
