/// Which message is in which scanner, and who is to blame when one dies. A value: events in, actions out; it reads no clock
/// and touches no process.
///
/// The rule (design §3): when a scanner ends or hangs, every message that was in flight there becomes a *suspect* and is
/// tried again alone, in a scanner that has seen no other message. Only what hangs a scanner while alone, or ends it twice,
/// is unscannable. A scanner that has served a suspect well goes on with ordinary work, or is replaced while suspects wait.
struct ScannerBoard {
  typealias JobID = UInt64
  typealias ScannerID = UInt64
  typealias Instant = ContinuousClock.Instant

  enum Action: Hashable {
    case start(JobID, on: ScannerID)
    /// Close the connection: the scanner ends by itself and a fresh one takes its place.
    case retire(ScannerID)
    case kill(ScannerID)
    /// To be tried again, alone.
    case suspect(JobID, Loss)
    case unscannable(JobID, Loss)
    case unavailable(JobID)
  }

  /// How a scanner was lost.
  enum Loss: Hashable {
    case died
    case timeLimit
    case brokeProtocol
  }

  /// Scanners a message must end while alone to be blamed. One may have been ended from outside: by an operator, or by a
  /// kernel short of memory.
  static let endsToBlame = 2

  struct Job {
    let size: Int
    var isSuspect = false
    /// Scanners that ended while at work on this message alone.
    var endsAlone = 0
    /// The caller has gone; the scanner may still be at work on it.
    var isAbandoned = false
    /// Since when it waits for a scanner.
    var waitingSince: Instant
  }

  struct Scanner {
    var startTimes: [JobID: Instant] = [:]
    var bytes = 0
    /// Has had no message yet.
    var isFresh = true
    /// Works on a suspect.
    var isAlone = false
  }

  let limits: ScannerLimits
  private(set) var jobs: [JobID: Job] = [:]
  private(set) var scanners: [ScannerID: Scanner] = [:]
  /// In the order of arrival; suspects have a line of their own.
  private(set) var waiting: [JobID] = []
  private(set) var suspects: [JobID] = []
  /// When a scanner was last there, and when a suspect was last served.
  private var lastScanner: Instant
  private var lastSuspectServed: Instant

  init(limits: ScannerLimits, now: Instant) {
    self.limits = limits
    lastScanner = now
    lastSuspectServed = now
  }

  mutating func connect(_ scanner: ScannerID, now: Instant) -> [Action] {
    scanners[scanner] = Scanner()
    return assign(now: now)
  }

  mutating func submit(_ job: JobID, size: Int, now: Instant) -> [Action] {
    jobs[job] = Job(size: size, waitingSince: now)
    waiting.append(job)
    return assign(now: now)
  }

  /// The scanner has answered. `nil` when it never had that message: it does not keep to the protocol.
  mutating func finish(_ job: JobID, on scanner: ScannerID, now: Instant) -> [Action]? {
    guard scanners[scanner]?.startTimes[job] != nil else { return nil }
    return release(job, from: scanner, now: now)
  }

  /// The message is of no more interest to anybody. One in flight keeps its place in the scanner, so that it is
  /// known to have been there should the scanner die.
  mutating func abandon(_ job: JobID, now: Instant) -> [Action] {
    guard jobs[job] != nil else { return [] }
    if isWaiting(job) {
      forget(job)
    } else {
      jobs[job]?.isAbandoned = true
    }
    return assign(now: now)
  }

  /// The message was taken back from the scanner before it was whole.
  mutating func withdraw(_ job: JobID, now: Instant) -> [Action] {
    guard let scanner = scanners.first(where: { $0.value.startTimes[job] != nil })?.key else {
      return abandon(job, now: now)
    }
    return release(job, from: scanner, now: now)
  }

  /// The scanner has gone, or is to go. Nothing is known of it afterwards.
  mutating func lose(_ scanner: ScannerID, _ loss: Loss, now: Instant) -> [Action] {
    guard let lost = scanners.removeValue(forKey: scanner) else { return [] }
    lastScanner = now
    if lost.isAlone { lastSuspectServed = now }
    let blamed = lost.startTimes.keys.sorted().flatMap { blame($0, loss, wasAlone: lost.isAlone, now: now) }
    return blamed + assign(now: now)
  }

  /// Holds every limit against the clock.
  mutating func tick(now: Instant) -> [Action] {
    var actions: [Action] = []
    for (id, scanner) in scanners where scanner.startTimes.values.contains(where: { now - $0 >= limits.messageTime }) {
      actions.append(.kill(id))
      actions += lose(id, .timeLimit, now: now)
    }
    if !scanners.isEmpty { lastScanner = now }
    if scanners.values.contains(where: \.isAlone) { lastSuspectServed = now }
    return actions + giveUp(waiting, since: lastScanner, now: now) + giveUp(suspects, since: lastSuspectServed, now: now)
  }
}

extension ScannerBoard {
  private func isWaiting(_ job: JobID) -> Bool { waiting.contains(job) || suspects.contains(job) }

  private mutating func forget(_ job: JobID) {
    jobs[job] = nil
    waiting.removeAll { $0 == job }
    suspects.removeAll { $0 == job }
  }

  private mutating func release(_ job: JobID, from scanner: ScannerID, now: Instant) -> [Action] {
    let size = jobs.removeValue(forKey: job)?.size ?? 0
    scanners[scanner]?.startTimes[job] = nil
    scanners[scanner]?.bytes -= size
    guard scanners[scanner]?.isAlone == true else { return assign(now: now) }
    scanners[scanner]?.isAlone = false
    lastSuspectServed = now
    guard !suspects.isEmpty else { return assign(now: now) }
    scanners[scanner] = nil
    return [.retire(scanner)] + assign(now: now)
  }

  private mutating func blame(_ job: JobID, _ loss: Loss, wasAlone: Bool, now: Instant) -> [Action] {
    guard let facts = jobs[job], !facts.isAbandoned else {
      jobs[job] = nil
      return []
    }
    let ends = facts.endsAlone + (wasAlone ? 1 : 0)
    guard !wasAlone || loss != .timeLimit && ends < Self.endsToBlame else {
      jobs[job] = nil
      return [.unscannable(job, loss)]
    }
    jobs[job] = Job(size: facts.size, isSuspect: true, endsAlone: ends, waitingSince: now)
    suspects.append(job)
    return [.suspect(job, loss)]
  }

  /// Gives waiting messages to scanners, suspects first.
  private mutating func assign(now: Instant) -> [Action] {
    var actions: [Action] = []
    while let job = suspects.first, let scanner = scanners.filter({ $0.value.isFresh }).keys.min() {
      suspects.removeFirst()
      actions.append(start(job, on: scanner, now: now))
    }
    while let job = waiting.first, let scanner = scannerWithRoom(for: job) {
      waiting.removeFirst()
      actions.append(start(job, on: scanner, now: now))
    }
    return actions
  }

  private func scannerWithRoom(for job: JobID) -> ScannerID? {
    let size = jobs[job]?.size ?? 0
    return scanners.filter { hasRoom($0.value, for: size) }
      .min { ($0.value.startTimes.count, $0.key) < ($1.value.startTimes.count, $1.key) }?.key
  }

  private func hasRoom(_ scanner: Scanner, for size: Int) -> Bool {
    guard !scanner.isAlone, scanner.startTimes.count < limits.messagesPerScanner else { return false }
    return scanner.startTimes.isEmpty || size <= limits.bytesPerScanner - scanner.bytes
  }

  private mutating func start(_ job: JobID, on scanner: ScannerID, now: Instant) -> Action {
    let facts = jobs[job]
    scanners[scanner]?.startTimes[job] = now
    scanners[scanner]?.bytes += facts?.size ?? 0
    scanners[scanner]?.isFresh = false
    if facts?.isSuspect == true { scanners[scanner]?.isAlone = true }
    return .start(job, on: scanner)
  }

  private mutating func giveUp(_ line: [JobID], since seen: Instant, now: Instant) -> [Action] {
    let given = line.filter { job in
      let start = max(seen, jobs[job]?.waitingSince ?? seen)
      return now - start >= limits.availabilityTime
    }
    for job in given { forget(job) }
    return given.map(Action.unavailable)
  }
}
