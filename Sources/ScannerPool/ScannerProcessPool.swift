public import FilterPolicy
import FoundationEssentials
public import Logging
public import MailTypes
public import NIOCore
import Synchronization

/// The scanner processes that have connected to this gateway, and the messages they are at work on. Messages beyond what
/// the scanners take wait here, their callers with them; who is to blame for a dead scanner is `ScannerBoard`'s to say.
public final class ScannerProcessPool: Sendable {
  private let listener: ChildListener
  let limits: ScannerLimits
  let resolver: any DNSResolver
  private let group: any EventLoopGroup
  let logger: Logger
  let state: Mutex<State>

  /// How exactly time limits are kept.
  private static let tickInterval = TimeAmount.milliseconds(250)

  /// `listener` is a bound and listening UNIX socket, owned by the pool from here on.
  public init(
    listener: CInt, limits: ScannerLimits = ScannerLimits(), resolver: any DNSResolver, group: any EventLoopGroup,
    logger: Logger
  ) {
    self.listener = ChildListener(descriptor: listener, group: group, logger: logger)
    self.limits = limits
    self.resolver = resolver
    self.group = group
    self.logger = logger
    state = Mutex(State(board: ScannerBoard(limits: limits, now: .now)))
  }

  /// Accepts scanners and keeps the time limits until the task is cancelled; then every scan that is open fails with `stopped`.
  public func run() async throws {
    let server = try await listener.start(events: self)
    let ticker = group.next().scheduleRepeatedTask(initialDelay: Self.tickInterval, delay: Self.tickInterval) { _ in
      self.endOverdue()
      self.change { $0.board.tick(now: .now) }
    }
    await withTaskCancellationHandler {
      try? await server.closeFuture.get()
    } onCancel: {
      server.close(promise: nil)
    }
    ticker.cancel()
    stop()
  }

  /// Scans a message, waiting for a scanner and for its answer at most `limit`, kept to a quarter of a second.
  public func scan(
    _ subject: ScanSubject, content: MessageContent, within limit: Duration
  ) async throws(ScannerPoolError) -> ScanOutcome {
    guard let document = try? JSONEncoder().encode(subject) else {
      return .unscannable(reason: "the facts about the message could not be written down")
    }
    let id = state.withLock { $0.reserve() }
    let request = ScanRequest(
      traceID: subject.traceID, subject: [UInt8](document), content: content, deadline: .now.advanced(by: limit))
    let ending = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in submit(id, request, continuation) }
    } onCancel: {
      giveUp(id, .cancelled)
    }
    switch ending {
    case .failed(let error): throw error
    case .unscannable(let reason): return .unscannable(reason: reason)
    case .answered(let bytes):
      // The number of the answer names the message: whatever is wrong with it is this message's own.
      guard let findings = try? JSONDecoder().decode(Findings.self, from: Data(bytes)) else {
        return .unscannable(reason: "the scanner's findings could not be read")
      }
      return .findings(findings)
    }
  }

  /// How the pool is doing now, and what has happened since it was made.
  public var status: ScannerPoolStatus {
    state.withLock { state in
      var status = state.counts
      status.scanners = state.board.scanners.count
      status.inFlight = state.board.scanners.values.reduce(0) { $0 + $1.startTimes.count }
      status.waiting = state.board.waiting.count + state.board.suspects.count
      return status
    }
  }
}

// MARK: - Changing the state

extension ScannerProcessPool {
  private func submit(_ id: UInt64, _ request: ScanRequest, _ continuation: CheckedContinuation<Ending, Never>) {
    var refusal: ScannerPoolError?
    change { state in
      if state.isStopped { refusal = .stopped }
      if case .cancelled = state.requests[id] { refusal = .cancelled }
      guard refusal == nil else {
        state.requests[id] = nil
        return []
      }
      state.requests[id] = .open(request, continuation)
      return state.board.submit(id, size: request.content.size, now: .now)
    }
    if let refusal { continuation.resume(returning: .failed(refusal)) }
  }

  /// The scans whose callers wait no longer.
  private func endOverdue() {
    let now = ContinuousClock.now
    let overdue = state.withLock { state in
      state.requests.compactMap { id, request in
        if case .open(let request, _) = request, request.deadline <= now { id } else { nil }
      }
    }
    for id in overdue { giveUp(id, .overdue) }
  }

  private func giveUp(_ id: UInt64, _ reason: ScannerPoolError) {
    var waiter: CheckedContinuation<Ending, Never>?
    change { state in
      switch state.requests[id] {
      case nil, .cancelled: return []
      case .reserved:
        state.requests[id] = .cancelled
        return []
      case .open(_, let continuation):
        waiter = continuation
        state.requests[id] = nil
        return state.board.abandon(id, now: .now)
      }
    }
    waiter?.resume(returning: .failed(reason))
  }

  private func stop() {
    let (requests, connections) = state.withLock { state in
      state.isStopped = true
      defer {
        state.requests = state.requests.filter { if case .open = $0.value { false } else { true } }
        state.connections = [:]
        state.board = ScannerBoard(limits: limits, now: .now)
      }
      return (Array(state.requests.values), Array(state.connections.values))
    }
    for connection in connections { connection.close() }
    for case .open(_, let continuation) in requests { continuation.resume(returning: .failed(.stopped)) }
  }

  /// Changes the state, and then does what the board asks for.
  func change(_ body: (inout State) -> [ScannerBoard.Action]) {
    let effects = state.withLock { state in body(&state).flatMap { state.effects(of: $0) } }
    for effect in effects { perform(effect) }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .start(let id, let request, let connection): send(id, request, over: connection)
    case .retire(let connection): connection.close()
    case .kill(let connection): connection.kill()
    case .end(let continuation, let ending): continuation.resume(returning: ending)
    case .log(let level, let message, let metadata): logger.log(level: level, message, metadata: metadata)
    }
  }
}
