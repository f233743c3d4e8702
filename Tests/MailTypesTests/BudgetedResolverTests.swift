import MailTypes
import Synchronization
import Testing

@Suite struct BudgetedResolverTests {
  /// Answers with the number of the question, once it is let go.
  private actor SlowResolver: DNSResolver {
    private(set) var asked: [DNSQuestion] = []
    private(set) var limits: [ContinuousClock.Instant] = []
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isHeld: Bool

    init(isHeld: Bool = false) { self.isHeld = isHeld }

    func resolve(_ question: DNSQuestion) async -> DNSAnswer { await resolve(question, until: .now) }

    func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer {
      asked.append(question)
      limits.append(limit)
      let number = asked.count
      if isHeld { await withCheckedContinuation { waiting.append($0) } }
      return .records([.name("n\(number)")], isSecure: false)
    }

    func letGo() {
      isHeld = false
      for waiter in waiting { waiter.resume() }
      waiting = []
    }
  }

  private final class ManualClock: Sendable {
    let start = ContinuousClock.now
    private let passed = Mutex(Duration.zero)

    var now: ContinuousClock.Instant { start + passed.withLock { $0 } }

    func advance(by duration: Duration) { passed.withLock { $0 += duration } }
  }

  private let limits = BudgetedResolver.Limits(questions: 3, time: .seconds(20))

  @Test func theSameQuestionIsAskedOnceHoweverManyWait() async {
    let slow = SlowResolver(isHeld: true)
    let resolver = BudgetedResolver(slow, limits: limits)
    let question = DNSQuestion("a.example", .txt)
    let answers = await withTaskGroup(of: DNSAnswer.self) { group in
      for _ in 0..<50 { group.addTask { await resolver.resolve(question) } }
      while await slow.asked.isEmpty { await Task.yield() }
      await slow.letGo()
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers == Array(repeating: .records([.name("n1")], isSecure: false), count: 50))
    #expect(await slow.asked == [question])
    #expect(await resolver.resolve(DNSQuestion("A.EXAMPLE.", .txt)) == answers.first)
    #expect(await slow.asked.count == 1)
  }

  @Test func questionsBeyondTheLimitFailAndKnownAnswersStay() async {
    let slow = SlowResolver()
    let resolver = BudgetedResolver(slow, limits: limits)
    var answers: [DNSAnswer] = []
    for number in 1...5 { answers.append(await resolver.resolve(DNSQuestion("q\(number).example", .a))) }
    #expect(answers[2] == .records([.name("n3")], isSecure: false))
    let refusal = DNSAnswer.failure("more than 3 questions for one message")
    #expect(answers[3...] == [refusal, refusal])
    #expect(await resolver.resolve(DNSQuestion("q1.example", .a)) == answers[0])
    #expect(await slow.asked.count == 3)
  }

  @Test func afterTheTimeOfTheMessageEveryNewQuestionTimesOutAtOnce() async {
    let clock = ManualClock()
    let slow = SlowResolver()
    let resolver = BudgetedResolver(slow, limits: limits) { clock.now }
    let known = await resolver.resolve(DNSQuestion("known.example", .a))
    clock.advance(by: .seconds(20))
    #expect(await resolver.resolve(DNSQuestion("late.example", .a)) == .timeout)
    #expect(await resolver.resolve(DNSQuestion("known.example", .a)) == known)
    #expect(await slow.asked == [DNSQuestion("known.example", .a)])
  }

  @Test func noQuestionIsGivenMoreTimeThanTheMessageHas() async {
    let clock = ManualClock()
    let slow = SlowResolver()
    let resolver = BudgetedResolver(slow, limits: limits) { clock.now }
    clock.advance(by: .seconds(19))
    _ = await resolver.resolve(DNSQuestion("a.example", .a))
    _ = await resolver.resolve(DNSQuestion("b.example", .a), until: clock.start + .seconds(90))
    _ = await resolver.resolve(DNSQuestion("c.example", .a), until: clock.start + .seconds(5))
    #expect(await slow.limits == [.seconds(20), .seconds(20), .seconds(5)].map { clock.start + $0 })
  }
}
