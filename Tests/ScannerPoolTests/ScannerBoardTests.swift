import Testing

@testable import ScannerPool

/// Who is blamed for a dead scanner, without any process.
@Suite struct ScannerBoardTests {
  private let start = ContinuousClock.now

  private func board(messages: Int = 8, bytes: Int = 1 << 20) -> ScannerBoard {
    ScannerBoard(
      limits: ScannerLimits(
        messageTime: .seconds(30), availabilityTime: .seconds(10), messagesPerScanner: messages, bytesPerScanner: bytes),
      now: start)
  }

  @Test func everyMessageOfADeadScannerIsTriedAloneAndOnlyThePoisonIsBlamed() {
    var board = board()
    _ = board.connect(1, now: start)
    for job in 1...5 as ClosedRange<UInt64> { _ = board.submit(job, size: 10, now: start) }
    #expect(board.lose(1, .died, now: start) == (1...5).map { .suspect($0, .died) })

    // The poison is tried alone a second time, after the others.
    var unscannable: [ScannerBoard.Action] = []
    for (scanner, job) in zip(2...7 as ClosedRange<UInt64>, [1, 2, 3, 4, 5, 3] as [UInt64]) {
      #expect(board.connect(scanner, now: start) == [.start(job, on: scanner)])
      if job == 3 {
        unscannable += board.lose(scanner, .died, now: start)
      } else {
        // The next suspect is not given to this scanner: it is replaced by a fresh one.
        #expect(board.finish(job, on: scanner, now: start) == [.retire(scanner)])
      }
    }
    #expect(unscannable == [.suspect(3, .died), .unscannable(3, .died)])
    #expect(board.jobs.isEmpty)
  }

  @Test func aScannerEndedFromOutsideWhileItServesASuspectCostsNobodyAMessage() {
    var board = board()
    _ = board.connect(1, now: start)
    _ = board.submit(1, size: 10, now: start)
    _ = board.lose(1, .died, now: start)
    _ = board.connect(2, now: start)
    #expect(board.lose(2, .died, now: start) == [.suspect(1, .died)])
    #expect(board.connect(3, now: start) == [.start(1, on: 3)])
    #expect(board.finish(1, on: 3, now: start) == [])
  }

  @Test func aSuspectSharesItsScannerWithNobody() {
    var board = board()
    _ = board.connect(1, now: start)
    _ = board.submit(1, size: 10, now: start)
    _ = board.lose(1, .died, now: start)
    _ = board.connect(2, now: start)
    #expect(board.submit(2, size: 10, now: start).isEmpty)
    #expect(board.connect(3, now: start) == [.start(2, on: 3)])
    #expect(board.finish(1, on: 2, now: start) == [])
    // It has served the suspect well, and takes ordinary work now.
    #expect(board.submit(3, size: 10, now: start) == [.start(3, on: 2)])
  }

  @Test func aSuspectWaitsForAFreshScanner() {
    var board = board()
    _ = board.connect(1, now: start)
    _ = board.connect(2, now: start)
    _ = board.submit(1, size: 10, now: start)
    _ = board.submit(2, size: 10, now: start)
    #expect(board.lose(1, .died, now: start) == [.suspect(1, .died)])
    #expect(board.finish(2, on: 2, now: start) == [])
    #expect(board.connect(3, now: start) == [.start(1, on: 3)])
  }

  @Test func aMessageBeyondItsTimeEndsTheScannerAndIsBlamedOnlyWhenAlone() {
    var board = board()
    _ = board.connect(1, now: start)
    _ = board.submit(1, size: 10, now: start)
    #expect(board.submit(2, size: 10, now: start + .seconds(29)) == [.start(2, on: 1)])
    #expect(board.tick(now: start + .seconds(29)).isEmpty)
    #expect(board.tick(now: start + .seconds(30)) == [.kill(1), .suspect(1, .timeLimit), .suspect(2, .timeLimit)])
    #expect(board.finish(1, on: 1, now: start + .seconds(31)) == nil)
    _ = board.connect(2, now: start + .seconds(31))
    #expect(board.tick(now: start + .seconds(61)) == [.kill(2), .unscannable(1, .timeLimit)])
  }

  @Test func withoutScannersMessagesWaitAndAreThenGivenBack() {
    var board = board()
    #expect(board.submit(1, size: 10, now: start + .seconds(60)).isEmpty)
    #expect(board.tick(now: start + .seconds(69)).isEmpty)
    #expect(board.tick(now: start + .seconds(70)) == [.unavailable(1)])
    _ = board.submit(2, size: 10, now: start + .seconds(75))
    #expect(board.connect(1, now: start + .seconds(80)) == [.start(2, on: 1)])
  }

  @Test func busyScannersMakeMessagesWaitInOrderHoweverLong() {
    var board = board(messages: 1)
    _ = board.connect(1, now: start)
    _ = board.submit(1, size: 10, now: start)
    _ = board.submit(2, size: 10, now: start)
    _ = board.submit(3, size: 10, now: start)
    #expect(board.tick(now: start + .seconds(20)).isEmpty)
    #expect(board.finish(1, on: 1, now: start) == [.start(2, on: 1)])
    #expect(board.finish(2, on: 1, now: start) == [.start(3, on: 1)])
  }

  @Test func largeMessagesAreNotHeapedOnOneScanner() {
    var board = board(bytes: 100)
    _ = board.connect(1, now: start)
    #expect(board.submit(1, size: 60, now: start) == [.start(1, on: 1)])
    #expect(board.submit(2, size: 60, now: start).isEmpty)
    #expect(board.finish(1, on: 1, now: start) == [.start(2, on: 1)])
    #expect(board.submit(3, size: 500, now: start).isEmpty)
    #expect(board.finish(2, on: 1, now: start) == [.start(3, on: 1)])
  }

  @Test func workIsSpread() {
    var board = board()
    _ = board.connect(1, now: start)
    _ = board.connect(2, now: start)
    #expect(board.submit(1, size: 1, now: start) == [.start(1, on: 1)])
    #expect(board.submit(2, size: 1, now: start) == [.start(2, on: 2)])
  }

  @Test func whatNobodyWaitsForIsNotTriedAgain() {
    var board = board(messages: 1)
    _ = board.connect(1, now: start)
    _ = board.submit(1, size: 10, now: start)
    _ = board.submit(2, size: 10, now: start)
    _ = board.abandon(1, now: start)
    _ = board.abandon(2, now: start)
    #expect(board.lose(1, .died, now: start).isEmpty)
    #expect(board.jobs.isEmpty && board.waiting.isEmpty && board.suspects.isEmpty)
  }

  /// One poison among 200: exactly one unscannable, whatever else was at work beside it.
  @Test func onePoisonAmongTwoHundredIsTheOnlyOneBlamed() {
    var board = board()
    var living: [UInt64] = []
    var nextScanner: UInt64 = 0
    var pending: [ScannerBoard.Action] = []
    var (answered, blamed) = ([UInt64](), [UInt64]())
    func connect() {
      nextScanner += 1
      living.append(nextScanner)
      pending += board.connect(nextScanner, now: start)
    }
    for _ in 0..<2 { connect() }
    for job in 1...200 as ClosedRange<UInt64> { pending += board.submit(job, size: 10, now: start) }
    while !pending.isEmpty {
      switch pending.removeFirst() {
      case .start(77, let scanner):
        living.removeAll { $0 == scanner }
        pending += board.lose(scanner, .died, now: start)
        connect()
      case .start(let job, let scanner):
        guard living.contains(scanner) else { continue }
        answered.append(job)
        pending += board.finish(job, on: scanner, now: start) ?? []
      case .retire(let scanner):
        living.removeAll { $0 == scanner }
        connect()
      case .unscannable(let job, _): blamed.append(job)
      case .suspect, .kill, .unavailable: break
      }
    }
    #expect(blamed == [77])
    #expect(Set(answered).count == 199)
  }
}
