public import FilterPolicy
import FoundationEssentials
public import Logging
public import MailTypes
public import NIOCore
import Synchronization

/// The scanner processes that have connected to this gateway, and the messages they are at work on. Messages beyond what
/// the scanners take wait here, their callers with them; who is to blame for a dead scanner is `ScannerBoard`'s to say.
public final class ScannerPool: Sendable {
  private let listener: ChildListener
  private let limits: ScannerLimits
  private let resolver: any DNSResolver
  private let group: any EventLoopGroup
  private let logger: Logger
  private let state: Mutex<State>

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

  /// Scans a message, however long it has to wait for a scanner; a caller that will not wait cancels its task.
  public func scan(_ subject: ScanSubject, content: MessageContent) async throws(ScannerPoolError) -> ScanOutcome {
    guard let document = try? JSONEncoder().encode(subject) else {
      return .unscannable(reason: "the facts about the message could not be written down")
    }
    let id = state.withLock { $0.reserve() }
    let request = ScanRequest(traceID: subject.traceID, subject: [UInt8](document), content: content)
    let ending = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in submit(id, request, continuation) }
    } onCancel: {
      cancel(id)
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

// MARK: - State

extension ScannerPool {
  struct State {
    var board: ScannerBoard
    var connections: [UInt64: ChildConnection] = [:]
    var requests: [UInt64: Request] = [:]
    /// Questions each scanner has open.
    var questions: [UInt64: Int] = [:]
    var counts = ScannerPoolStatus()
    var isStopped = false
    private var lastID: UInt64 = 0

    init(board: ScannerBoard) { self.board = board }

    /// A number for a message that is about to be submitted, so that it can be cancelled from now on.
    mutating func reserve() -> UInt64 {
      lastID += 1
      requests[lastID] = .reserved
      return lastID
    }
  }

  enum Request {
    case reserved
    case cancelled
    case open(ScanRequest, CheckedContinuation<Ending, Never>)
  }

  enum Ending: Sendable {
    case answered([UInt8])
    case unscannable(String)
    case failed(ScannerPoolError)
  }

  /// What is done after the state has been left.
  enum Effect {
    case start(UInt64, ScanRequest, ChildConnection)
    case retire(ChildConnection)
    case kill(ChildConnection)
    case end(CheckedContinuation<Ending, Never>, Ending)
    case log(Logger.Level, Logger.Message, Logger.Metadata)
  }

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

  private func cancel(_ id: UInt64) {
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
    waiter?.resume(returning: .failed(.cancelled))
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
  private func change(_ body: (inout State) -> [ScannerBoard.Action]) {
    let effects = state.withLock { state in body(&state).flatMap { effect(of: $0, in: &state) } }
    for effect in effects { perform(effect) }
  }

  private func effect(of action: ScannerBoard.Action, in state: inout State) -> [Effect] {
    switch action {
    case .start(let id, let scanner):
      guard case .open(let request, _) = state.requests[id], let connection = state.connections[scanner] else { return [] }
      return [.start(id, request, connection)]
    case .retire(let scanner):
      guard let connection = state.connections.removeValue(forKey: scanner) else { return [] }
      return [.retire(connection)]
    case .kill(let scanner):
      state.counts.killed += 1
      guard let connection = state.connections.removeValue(forKey: scanner) else { return [] }
      return [.kill(connection), .log(.warning, "scanner killed: time limit", ["pid": "\(connection.process.pid)"])]
    case .suspect(let id, let loss):
      guard case .open(let request, _) = state.requests[id] else { return [] }
      state.counts.retriedAlone += 1
      return [.log(.warning, "message will be scanned again, alone", request.metadata("\(loss)"))]
    case .unscannable(let id, let loss):
      guard case .open(let request, let continuation) = state.requests.removeValue(forKey: id) else { return [] }
      state.counts.unscannable += 1
      return [
        .log(.error, "message is unscannable", request.metadata("\(loss)")),
        .end(continuation, .unscannable(loss.reason(limit: limits.messageTime))),
      ]
    case .unavailable(let id):
      guard case .open(let request, let continuation) = state.requests.removeValue(forKey: id) else { return [] }
      let seconds = Int(limits.availabilityTime.components.seconds)
      return [
        .log(.error, "no scanner available", request.metadata("\(seconds) s waited")),
        .end(continuation, .failed(.unavailable(waitedSeconds: seconds))),
      ]
    }
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

// MARK: - Sending messages

extension ScannerPool {
  private func send(_ id: UInt64, _ request: ScanRequest, over connection: ChildConnection) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(request.subject.count + 64)
    FrameWriter.append(.scan(id: id, subject: request.subject, size: request.content.size), to: &bytes)
    switch request.content {
    case .bytes(let content):
      for start in stride(from: 0, to: content.count, by: FrameLimits.chunk) {
        FrameWriter.appendChunk(id: id, content[start..<min(start + FrameLimits.chunk, content.count)], to: &bytes)
      }
      connection.send(bytes)
    case .file(let path, let size):
      connection.send(bytes)
      Task { await self.stream(id, path: path, size: size, over: connection) }
    }
  }

  private func stream(_ id: UInt64, path: String, size: Int, over connection: ChildConnection) async {
    do throws(ScannerPoolError) {
      let file = try ContentFile(path: path)
      var offset = 0
      while offset < size {
        let chunk = try await file.chunk(at: offset).prefix(size - offset)
        var bytes: [UInt8] = []
        FrameWriter.appendChunk(id: id, chunk, to: &bytes)
        // A connection that fails here tells the pool so by its own event.
        guard (try? await connection.sendAndWait(bytes)) != nil else { return }
        offset += chunk.count
      }
    } catch {
      connection.send(.withdraw(id: id))
      end(id, .failed(error))
    }
  }

  /// Ends a scan that failed on this side of the socket.
  private func end(_ id: UInt64, _ ending: Ending) {
    var waiter: CheckedContinuation<Ending, Never>?
    change { state in
      if case .open(_, let continuation) = state.requests.removeValue(forKey: id) { waiter = continuation }
      return state.board.withdraw(id, now: .now)
    }
    waiter?.resume(returning: ending)
  }
}

// MARK: - What scanners say

extension ScannerPool: ChildEvents {
  func connected(_ child: ChildConnection) {
    logger.debug("scanner connected", metadata: ["pid": "\(child.process.pid)"])
    change { state in
      guard !state.isStopped else {
        child.close()
        return []
      }
      state.connections[child.id] = child
      return state.board.connect(child.id, now: .now)
    }
  }

  func received(_ frame: Frame, from child: ChildConnection) {
    switch frame {
    case .findings(let id, let document): finished(id, document, on: child)
    case .question(let id, let question): answer(question, id, to: child)
    case .scan, .chunk, .withdraw, .answer: breakOff(child)
    }
  }

  func lost(_ child: ChildConnection, error: FrameError?) {
    change { state in
      state.questions[child.id] = nil
      guard state.connections.removeValue(forKey: child.id) != nil else { return [] }
      state.counts.lost += 1
      return state.board.lose(child.id, error == nil ? .died : .brokeProtocol, now: .now)
    }
    if let error { logger.error("scanner broke the protocol", metadata: ["pid": "\(child.process.pid)", "error": "\(error)"]) }
    child.kill()
  }

  private func finished(_ id: UInt64, _ document: [UInt8], on child: ChildConnection) {
    var waiter: CheckedContinuation<Ending, Never>?
    var isKnown = true
    change { state in
      // What a scanner says after it was given up counts no more.
      guard state.connections[child.id] != nil else { return [] }
      guard let actions = state.board.finish(id, on: child.id, now: .now) else {
        isKnown = false
        return []
      }
      if case .open(_, let continuation) = state.requests.removeValue(forKey: id) { waiter = continuation }
      state.counts.scanned += 1
      return actions
    }
    waiter?.resume(returning: .answered(document))
    if !isKnown { breakOff(child) }
  }

  /// Ends a scanner that says what no scanner says.
  private func breakOff(_ child: ChildConnection) {
    logger.error("scanner broke the protocol", metadata: ["pid": "\(child.process.pid)"])
    change { state in
      guard state.connections.removeValue(forKey: child.id) != nil else { return [] }
      state.counts.lost += 1
      return state.board.lose(child.id, .brokeProtocol, now: .now)
    }
    child.kill()
  }

  private func answer(_ question: DNSQuestion, _ id: UInt64, to child: ChildConnection) {
    let isAllowed = state.withLock { state in
      let open = state.questions[child.id, default: 0]
      guard open < limits.questionsPerScanner else { return false }
      state.questions[child.id] = open + 1
      return true
    }
    guard isAllowed else {
      child.send(.answer(id: id, .failure("more than \(limits.questionsPerScanner) questions at once")))
      return
    }
    Task {
      let answer = await resolver.resolve(question)
      state.withLock { state in
        if let open = state.questions[child.id] { state.questions[child.id] = open - 1 }
      }
      child.send(.answer(id: id, answer))
    }
  }
}
