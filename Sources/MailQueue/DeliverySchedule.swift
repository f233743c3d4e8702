import DequeModule
import GatewayStorage
import MailTypes

/// Which copy is tried next, and when: a value without clocks or tasks. Every destination (next hop) has its own line, and
/// they take turns, so that one that is dead or slow never holds up another.
///
/// Memory is bounded: what does not fit stays in the store, and `refill` says for which destination to read on.
struct DeliverySchedule {
  private let settings: QueueSettings
  private var lines: [NextHop: Line] = [:]
  /// Destinations that may have something to start, in turn.
  private var turns: Deque<NextHop> = []
  /// What is known here: waiting, running, or claimed by an administrator.
  private var owners: [QueueID: NextHop] = [:]
  /// Copies whose attempt is not over; the rest of those that run wait for their outcome to be durable.
  private var attempting: Set<QueueID> = []
  private(set) var runningCount = 0

  /// What is to be done for a copy.
  enum Work: Hashable {
    case attempt(CopyKey)
    /// Its destination rests, but a deadline has passed: to be settled without an attempt.
    case lapse(CopyKey)
  }

  private struct Line {
    var waiting: Deque<ScheduledItem> = []
    var running = 0
    /// How often in a row nothing answered.
    var failures = 0
    var restUntil: Int64 = .min
    /// The store has items that are not in memory.
    var hasMore = false
    var isInTurn = false
  }

  init(settings: QueueSettings) {
    self.settings = settings
  }

  /// Items one destination may have in memory: a quarter, so that a few large queues leave room for the others.
  private var lineLimit: Int { max(1, settings.activeItemLimit / 4) }

  var count: Int { owners.count }

  func isKnown(_ id: QueueID) -> Bool { owners[id] != nil }

  /// Adds an item that the store holds.
  /// - Returns: `false` where it stays in the store for now.
  @discardableResult
  mutating func insert(_ item: ScheduledItem, to nextHop: NextHop) -> Bool {
    guard owners[item.key.id] == nil else { return true }
    var line = lines[nextHop] ?? Line()
    defer { lines[nextHop] = line }
    guard owners.count < settings.activeItemLimit, line.waiting.count < lineLimit else {
      line.hasMore = true
      return false
    }
    owners[item.key.id] = nextHop
    line.waiting.insert(item, at: DeliverySchedule.position(of: item, in: line.waiting))
    enter(nextHop, &line)
    return true
  }

  /// The next thing to do at `now`; to be called until it answers `nil`.
  mutating func next(at now: Int64) -> Work? {
    guard runningCount < settings.totalConcurrency else { return nil }
    while let nextHop = turns.popFirst() {
      guard var line = lines[nextHop] else { continue }
      line.isInTurn = false
      defer { lines[nextHop] = line }
      guard let work = take(from: &line, at: now) else { continue }
      line.running += 1
      runningCount += 1
      attempting.insert(work.key.id)
      if !line.waiting.isEmpty { enter(nextHop, &line) }
      return work
    }
    return nil
  }

  private func take(from line: inout Line, at now: Int64) -> Work? {
    guard let first = line.waiting.first else { return nil }
    if line.restUntil > now {
      guard let lapsed = line.waiting.firstIndex(where: { $0.deadline <= now }) else { return nil }
      return .lapse(line.waiting.remove(at: lapsed).key)
    }
    // A destination that did not answer is asked with one message before it gets many.
    let limit = line.failures > 0 ? 1 : settings.destinationConcurrency
    guard first.nextAttempt <= now, line.running < limit else { return nil }
    line.waiting.removeFirst()
    return .attempt(first.key)
  }

  /// Gives every destination with something waiting a turn: time has passed. Those that rested long enough with nothing
  /// left to send are forgotten.
  mutating func tick(at now: Int64) {
    for (nextHop, line) in lines {
      if line.waiting.isEmpty {
        if line.restUntil <= now, line.running == 0, !line.hasMore, !line.isInTurn { lines[nextHop] = nil }
      } else if !line.isInTurn {
        lines[nextHop]?.isInTurn = true
        turns.append(nextHop)
      }
    }
  }

  /// The attempt is over: its destination may have another, while the outcome of this one is made durable.
  mutating func endAttempt(_ key: CopyKey) {
    guard attempting.remove(key.id) != nil, let nextHop = owners[key.id], var line = lines[nextHop] else { return }
    line.running -= 1
    enter(nextHop, &line)
    lines[nextHop] = line
  }

  /// The work on a copy is done; `retry` says when it is tried again, `nil` that it is gone or held.
  mutating func finish(_ key: CopyKey, retry: ScheduledItem?) {
    endAttempt(key)
    guard let nextHop = owners.removeValue(forKey: key.id) else { return }
    runningCount -= 1
    if var line = lines[nextHop] {
      enter(nextHop, &line)
      lines[nextHop] = line
    }
    if let retry { insert(retry, to: nextHop) }
    dropIfIdle(nextHop)
  }

  /// The destination answered: whatever it said, it is there.
  mutating func answered(_ nextHop: NextHop) {
    lines[nextHop]?.failures = 0
    lines[nextHop]?.restUntil = .min
  }

  /// Nothing answered: the destination rests, twice as long each time.
  mutating func unreachable(_ nextHop: NextHop, at now: Int64) {
    guard var line = lines[nextHop] else { return }
    // Attempts that ran beside the one that found out say nothing new.
    guard line.restUntil <= now else { return }
    let seconds = min(settings.longestRest, settings.firstRest << min(line.failures, 20))
    line.failures += 1
    line.restUntil = now + Int64(seconds) * 1_000_000
    lines[nextHop] = line
  }

  /// Nothing rests and everything waiting is due: of one destination, or of all.
  mutating func flush(_ nextHop: NextHop?, at now: Int64) {
    for (name, line) in lines where nextHop == nil || nextHop == name {
      var line = line
      (line.failures, line.restUntil) = (0, .min)
      line.waiting = Deque(line.waiting.map { $0.due(at: min($0.nextAttempt, now)) })
      enter(name, &line)
      lines[name] = line
    }
  }

  /// Destinations whose items in the store were not all read.
  mutating func markStored(_ nextHop: NextHop) {
    lines[nextHop, default: Line()].hasMore = true
  }

  /// A destination to read from the store, and how many items from the earliest on.
  func refill() -> (nextHop: NextHop, limit: Int)? {
    guard owners.count < settings.activeItemLimit else { return nil }
    for (nextHop, line) in lines where line.hasMore && line.waiting.count <= lineLimit / 2 {
      return (nextHop, line.waiting.count + line.running + lineLimit / 2 + 1)
    }
    return nil
  }

  /// Takes in what the store answered to `refill`.
  mutating func refilled(_ nextHop: NextHop, with items: [ScheduledItem], limit: Int) {
    lines[nextHop, default: Line()].hasMore = items.count >= limit
    for item in items { insert(item, to: nextHop) }
    dropIfIdle(nextHop)
  }

  /// Takes a copy out of the line, so that nothing starts it while an administrator changes it.
  /// - Returns: `false` where it is running, or claimed already.
  mutating func claim(_ id: QueueID, of nextHop: NextHop) -> Bool {
    guard let owner = owners[id] else {
      owners[id] = nextHop
      return true
    }
    guard let index = lines[owner]?.waiting.firstIndex(where: { $0.key.id == id }) else { return false }
    lines[owner]?.waiting.remove(at: index)
    return true
  }

  /// Ends a claim.
  mutating func unclaim(_ id: QueueID, retry: ScheduledItem?) {
    guard let nextHop = owners.removeValue(forKey: id) else { return }
    if let retry { insert(retry, to: nextHop) }
    dropIfIdle(nextHop)
  }

  private mutating func enter(_ nextHop: NextHop, _ line: inout Line) {
    guard !line.isInTurn, !line.waiting.isEmpty else { return }
    line.isInTurn = true
    turns.append(nextHop)
  }

  /// A destination with nothing left is forgotten, unless it is known to be away.
  private mutating func dropIfIdle(_ nextHop: NextHop) {
    guard let line = lines[nextHop], line.waiting.isEmpty, line.running == 0, !line.hasMore, line.failures == 0, !line.isInTurn
    else { return }
    lines[nextHop] = nil
  }

  /// After the last item that is not later: fresh items are appended.
  private static func position(of item: ScheduledItem, in waiting: Deque<ScheduledItem>) -> Int {
    var (low, high) = (0, waiting.count)
    while low < high {
      let middle = (low + high) / 2
      if waiting[middle].nextAttempt <= item.nextAttempt { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
