import Synchronization

/// What one message may ask of DNS. Made for one message and given to all that asks on its behalf: each question goes out
/// once, whoever else waits for its answer; when questions or time are spent the answer is a temporary failure, at once.
public final class BudgetedResolver: DNSResolver {
  public struct Limits: Hashable, Sendable {
    /// Different questions asked.
    public var questions: Int
    /// From the making of the resolver to the last answer.
    public var time: Duration

    public init(questions: Int, time: Duration) {
      self.questions = questions
      self.time = time
    }

    /// Honest messages ask five to forty questions. SPF allows 120 for each of two identities (RFC 7208 §4.6.4: ten `mx` of
    /// ten names), which none needs. RFC 7208 §4.6.4 wants at least 20 s for one evaluation; all of them run side by side.
    public static let message = Limits(questions: 200, time: .seconds(20))
  }

  private let resolver: any DNSResolver
  private let limits: Limits
  private let end: ContinuousClock.Instant
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex(State())

  /// The time begins here.
  public init(
    _ resolver: any DNSResolver, limits: Limits, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.resolver = resolver
    self.limits = limits
    self.now = now
    end = now() + limits.time
  }

  public func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    await resolve(question, until: end)
  }

  public func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer {
    let isLate = now() >= end
    switch state.withLock({ $0.claim(question, isLate: isLate, limit: limits.questions) }) {
    case .answered(let answer): return answer
    case .asked: return await answerToAnother(question)
    case .new:
      let answer = await resolver.resolve(question, until: min(limit, end))
      let waiting = state.withLock { $0.finish(question, answer) }
      for waiter in waiting { waiter.resume(returning: answer) }
      return answer
    }
  }

  /// The answer to a question that somebody else has asked.
  private func answerToAnother(_ question: DNSQuestion) async -> DNSAnswer {
    await withCheckedContinuation { waiter in
      let answer = state.withLock { $0.wait(waiter, for: question) }
      if let answer { waiter.resume(returning: answer) }
    }
  }
}

extension BudgetedResolver {
  private enum Claim {
    case new
    case asked
    case answered(DNSAnswer)
  }

  private enum Entry {
    case open([CheckedContinuation<DNSAnswer, Never>])
    case answered(DNSAnswer)
  }

  private struct State {
    private var entries: [DNSQuestion: Entry] = [:]

    /// What is known stays known after the budget is spent.
    mutating func claim(_ question: DNSQuestion, isLate: Bool, limit: Int) -> Claim {
      switch entries[question] {
      case .answered(let answer): return .answered(answer)
      case .open: return .asked
      case nil: break
      }
      if isLate { return .answered(.timeout) }
      guard entries.count < limit else { return .answered(.failure("more than \(limit) questions for one message")) }
      entries[question] = .open([])
      return .new
    }

    /// - Returns: the answer, where it came between `claim` and here.
    mutating func wait(_ waiter: CheckedContinuation<DNSAnswer, Never>, for question: DNSQuestion) -> DNSAnswer? {
      switch entries[question] {
      case .answered(let answer): return answer
      case .open(let waiting): entries[question] = .open(waiting + [waiter])
      // No question is forgotten once it is claimed.
      case nil: return .failure("not asked")
      }
      return nil
    }

    mutating func finish(_ question: DNSQuestion, _ answer: DNSAnswer) -> [CheckedContinuation<DNSAnswer, Never>] {
      defer { entries[question] = .answered(answer) }
      if case .open(let waiting) = entries[question] { return waiting }
      return []
    }
  }
}
