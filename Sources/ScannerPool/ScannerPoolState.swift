import Logging

extension ScannerProcessPool {
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
}

extension ScannerProcessPool.State {
  /// What the board asks for, with those it concerns; the numbers are kept.
  mutating func effects(of action: ScannerBoard.Action) -> [ScannerProcessPool.Effect] {
    switch action {
    case .start(let id, let scanner):
      guard case .open(let request, _) = requests[id], let connection = connections[scanner] else { return [] }
      return [.start(id, request, connection)]
    case .retire(let scanner):
      guard let connection = connections.removeValue(forKey: scanner) else { return [] }
      return [.retire(connection)]
    case .kill(let scanner):
      counts.killed += 1
      guard let connection = connections.removeValue(forKey: scanner) else { return [] }
      return [.kill(connection), .log(.warning, "scanner killed: time limit", connection.metadata("scanner", "killed"))]
    case .suspect(let id, let loss):
      guard case .open(let request, _) = requests[id] else { return [] }
      counts.retriedAlone += 1
      return [.log(.warning, "message will be scanned again, alone", request.metadata("suspect", "\(loss)"))]
    case .unscannable(let id, let loss):
      guard case .open(let request, let continuation) = requests.removeValue(forKey: id) else { return [] }
      counts.unscannable += 1
      return [
        .log(.error, "message is unscannable", request.metadata("unscannable", "\(loss)")),
        .end(continuation, .unscannable(loss.reason(limit: board.limits.messageTime))),
      ]
    case .unavailable(let id):
      guard case .open(let request, let continuation) = requests.removeValue(forKey: id) else { return [] }
      let seconds = Int(board.limits.availabilityTime.components.seconds)
      return [
        .log(.error, "no scanner available", request.metadata("unavailable", "\(seconds) s waited")),
        .end(continuation, .failed(.unavailable(waitedSeconds: seconds))),
      ]
    }
  }
}
