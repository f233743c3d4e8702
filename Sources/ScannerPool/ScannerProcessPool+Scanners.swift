import Logging
import MailTypes
import Synchronization

extension ScannerProcessPool: ChildEvents {
  func connected(_ child: ChildConnection) {
    logger.debug("scanner connected", metadata: child.metadata("scanner", "connected"))
    var isTooLate = false
    change { state in
      isTooLate = state.isStopped
      guard !isTooLate else { return [] }
      state.connections[child.id] = child
      return state.board.connect(child.id, now: .now)
    }
    if isTooLate { child.close() }
  }

  func received(_ frame: Frame, from child: ChildConnection) {
    switch frame {
    case .findings(let id, let document): finished(id, document, on: child)
    case .question(let id, let question): answer(question, id, to: child)
    case .scan, .chunk, .withdraw, .answer: breakOff(child)
    }
  }

  func lost(_ child: ChildConnection, error: FrameError?) {
    var isUnexpected = false
    change { state in
      state.questions[child.id] = nil
      isUnexpected = state.connections.removeValue(forKey: child.id) != nil
      // One that was retired or killed has been dealt with.
      guard isUnexpected else { return [] }
      state.counts.lost += 1
      return state.board.lose(child.id, error == nil ? .died : .brokeProtocol, now: .now)
    }
    if let error {
      let metadata = child.metadata("scanner", "brokeProtocol").merging(["cause": "\(error)"]) { $1 }
      logger.error("scanner broke the protocol", metadata: metadata)
    }
    // It may have closed its socket and live on.
    if isUnexpected { child.kill() }
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
    logger.error("scanner broke the protocol", metadata: child.metadata("scanner", "brokeProtocol"))
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
