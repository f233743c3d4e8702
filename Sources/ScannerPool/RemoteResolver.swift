public import Logging
public import MailTypes
public import NIOCore
import Synchronization

/// The gateway's side of the resolver process. Questions outlive a resolver that dies: they are asked again of the next.
public final class RemoteResolver: DNSResolver {
  /// After which a question is answered with `timeout`: longer than the resolver's own limit, which knows more.
  public static let questionTime = Duration.seconds(25)
  /// How long questions wait for a resolver process to connect.
  public static let connectionTime = Duration.seconds(5)
  /// Questions open at once: far beyond what the scanners may ask together, and a bound on memory all the same.
  public static let openQuestions = 16_384
  private static let tickInterval = TimeAmount.milliseconds(250)

  private let listener: ChildListener
  private let group: any EventLoopGroup
  private let logger: Logger
  private let state: Mutex<State>

  /// `listener` is a bound and listening UNIX socket, owned by this object from here on.
  public init(listener: CInt, group: any EventLoopGroup, logger: Logger) {
    self.listener = ChildListener(descriptor: listener, group: group, logger: logger)
    self.group = group
    self.logger = logger
    state = Mutex(State(disconnectedSince: .now))
  }

  /// Accepts the resolver process, and its successors, until the task is cancelled.
  public func run() async throws {
    let server = try await listener.start(events: self)
    let ticker = group.next().scheduleRepeatedTask(initialDelay: Self.tickInterval, delay: Self.tickInterval) { _ in
      self.tick(now: .now)
    }
    await withTaskCancellationHandler {
      try? await server.closeFuture.get()
    } onCancel: {
      server.close(promise: nil)
    }
    ticker.cancel()
    stop()
  }

  public func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    await resolve(question, until: .now + Self.questionTime)
  }

  public func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer {
    await withCheckedContinuation { continuation in
      var refusal: DNSAnswer?
      // Sent outside the lock, because a write may call back into `lost` at once. No question is missed or sent twice: a
      // resolver that connects later finds it among the open ones.
      let sending: (resolver: ChildConnection, id: UInt64)? = state.withLock { state in
        guard !state.isStopped, state.open.count < Self.openQuestions else {
          refusal = .failure(state.isStopped ? "the gateway is stopping" : "more than \(Self.openQuestions) questions at once")
          return nil
        }
        state.lastID += 1
        state.open[state.lastID] = Question(
          question: question, continuation: continuation, limit: min(limit, .now + Self.questionTime))
        return state.resolver.map { ($0, state.lastID) }
      }
      if let sending { sending.resolver.send(.question(id: sending.id, question)) }
      if let refusal { continuation.resume(returning: refusal) }
    }
  }

  private struct Question {
    let question: DNSQuestion
    let continuation: CheckedContinuation<DNSAnswer, Never>
    let limit: ContinuousClock.Instant
  }

  private struct State {
    var resolver: ChildConnection?
    var disconnectedSince: ContinuousClock.Instant
    var open: [UInt64: Question] = [:]
    var lastID: UInt64 = 0
    var isStopped = false

    init(disconnectedSince: ContinuousClock.Instant) { self.disconnectedSince = disconnectedSince }

    /// Takes out the questions for which there will be no answer any more.
    mutating func takeOverdue(now: ContinuousClock.Instant) -> [(Question, DNSAnswer)] {
      let isUnreachable = resolver == nil && now - disconnectedSince >= RemoteResolver.connectionTime
      let answer: DNSAnswer = isUnreachable ? .failure("the resolver process is not running") : .timeout
      let overdue = open.filter { isUnreachable || now >= $0.value.limit }
      for id in overdue.keys { open[id] = nil }
      return overdue.values.map { ($0, answer) }
    }
  }

  private func tick(now: ContinuousClock.Instant) {
    let overdue = state.withLock { $0.takeOverdue(now: now) }
    for (question, answer) in overdue { question.continuation.resume(returning: answer) }
  }

  private func stop() {
    let (open, resolver) = state.withLock { state in
      state.isStopped = true
      defer { (state.open, state.resolver) = ([:], nil) }
      return (Array(state.open.values), state.resolver)
    }
    resolver?.close()
    for question in open { question.continuation.resume(returning: .failure("the gateway is stopping")) }
  }
}

extension RemoteResolver: ChildEvents {
  func connected(_ child: ChildConnection) {
    let (former, open, isTooLate) = state.withLock { state in
      defer { if !state.isStopped { state.resolver = child } }
      return (state.resolver, state.open, state.isStopped)
    }
    former?.close()
    guard !isTooLate else { return child.close() }
    for (id, question) in open { child.send(.question(id: id, question.question)) }
    logger.debug("resolver connected", metadata: child.metadata("resolver", "connected"))
  }

  func received(_ frame: Frame, from child: ChildConnection) {
    guard case .answer(let id, let answer) = frame else { return child.kill() }
    // No such question: it was answered with a timeout before.
    let question = state.withLock { $0.open.removeValue(forKey: id) }
    question?.continuation.resume(returning: answer)
  }

  func lost(_ child: ChildConnection, error: FrameError?) {
    let isUnexpected = state.withLock { state in
      guard state.resolver === child else { return false }
      state.resolver = nil
      state.disconnectedSince = .now
      return true
    }
    guard isUnexpected else { return }
    logger.warning("resolver lost", metadata: child.metadata("resolver", "lost"))
    // It may have closed its socket and live on.
    child.kill()
  }
}
