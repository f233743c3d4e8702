import CUnbound
import Dispatch
public import MailTypes

/// DNS over libunbound: caching, validating, asynchronous.
public actor UnboundResolver: DNSResolver {
  private let executor = QueueExecutor(label: "dns")
  private let context: UnboundContext
  private let questionTime: Duration
  // Sources may be cancelled from any thread; the compiler cannot know. Not an isolated deinit: Swift 6.3.1 stops at a
  // "circular reference" where another module makes this actor in an optimised build.
  private nonisolated(unsafe) let answers: any DispatchSourceRead
  private var failures: FailureCache
  private var open: [UInt64: Open] = [:]
  private var lastID: UInt64 = 0
  private var isSweepPlanned = false

  private struct Open {
    let query: UnboundQuery
    let asyncID: CInt
    let limit: ContinuousClock.Instant
  }

  /// How exactly the time limit is kept.
  private static let sweepInterval = DispatchTimeInterval.milliseconds(500)

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Throws: `UnboundError` naming the setting that libunbound refuses.
  public init(_ configuration: UnboundConfiguration = UnboundConfiguration()) throws(UnboundError) {
    let context = try UnboundContext(configuration)
    self.context = context
    questionTime = configuration.questionTime
    failures = FailureCache(time: configuration.failureTime)
    answers = DispatchSource.makeReadSource(fileDescriptor: ub_fd(context.pointer), queue: executor.queue)
    // The source holds the context, so that it is not deleted while a callback may run.
    answers.setEventHandler { ub_process(context.pointer) }
    answers.resume()
  }

  deinit { answers.cancel() }

  public func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    await resolve(question, until: .now + questionTime)
  }

  public func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer {
    guard let name = DNSNameText.presentation(question.name) else { return .nameError }
    let start = ContinuousClock.now
    if let failure = failures.answer(to: question, now: start) { return failure }
    let ownLimit = start + questionTime
    let answer = await ask(name, question.type, until: min(limit, ownLimit))
    // A caller in a hurry says nothing about the domain.
    if answer != .timeout || limit >= ownLimit { failures.keep(answer, to: question, now: .now) }
    return answer
  }

  private func ask(_ name: String, _ type: DNSRecordType, until limit: ContinuousClock.Instant) async -> DNSAnswer {
    lastID += 1
    let id = lastID
    defer { open[id] = nil }
    return await withCheckedContinuation { continuation in
      let query = UnboundQuery(type, continuation)
      guard let asyncID = query.start(name, in: context) else { return }
      open[id] = Open(query: query, asyncID: asyncID, limit: limit)
      planSweep()
    }
  }

  private func planSweep() {
    guard !isSweepPlanned else { return }
    isSweepPlanned = true
    executor.queue.asyncAfter(deadline: .now() + Self.sweepInterval) { [weak self] in
      self?.assumeIsolated { $0.sweep() }
    }
  }

  /// Gives up the questions whose time is over.
  private func sweep() {
    isSweepPlanned = false
    let now = ContinuousClock.now
    for question in open.values where question.limit <= now { question.query.cancel(question.asyncID, in: context) }
    if !open.isEmpty { planSweep() }
  }
}
