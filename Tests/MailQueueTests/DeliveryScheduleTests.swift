import GatewayStorage
import MailTypes
import Testing

@testable import MailQueue

@Suite struct DeliveryScheduleTests {
  private let dead = NextHop.maildir(root: "/dead")
  private let alive = NextHop.maildir(root: "/alive")

  private func item(_ number: Int64, at time: Int64 = 0, deadline: Int64 = .max) throws -> ScheduledItem {
    let key = CopyKey(organization: "example", traceID: TraceID(), id: try #require(QueueID(rawValue: number)))
    return ScheduledItem(key: key, nextAttempt: time, deadline: deadline)
  }

  private func schedule(_ change: (inout QueueSettings) -> Void = { _ in }) -> DeliverySchedule {
    var settings = QueueSettings()
    change(&settings)
    return DeliverySchedule(settings: settings)
  }

  private func start(_ schedule: inout DeliverySchedule, at now: Int64 = 0) -> [CopyKey] {
    var started: [CopyKey] = []
    while let work = schedule.next(at: now) { started.append(work.key) }
    return started
  }

  @Test("Destinations take turns, each within its limit")
  func fairness() throws {
    var schedule = schedule { $0.destinationConcurrency = 2 }
    let slow = try (0..<100).map { try item($0) }
    let quick = try (100..<102).map { try item($0) }
    for item in slow { schedule.insert(item, to: dead) }
    for item in quick { schedule.insert(item, to: alive) }
    #expect(start(&schedule) == [slow[0], quick[0], slow[1], quick[1]].map(\.key))
    schedule.finish(slow[0].key, retry: nil)
    #expect(start(&schedule) == [slow[2].key])
  }

  @Test("A destination gets its next attempt while the outcome of the last is being written")
  func attemptsEnd() throws {
    var schedule = schedule { ($0.destinationConcurrency, $0.totalConcurrency) = (1, 2) }
    let items = try (0..<3).map { try item($0) }
    for item in items { schedule.insert(item, to: alive) }
    #expect(start(&schedule) == [items[0].key])
    schedule.endAttempt(items[0].key)
    #expect(start(&schedule) == [items[1].key])
    schedule.endAttempt(items[1].key)
    #expect(start(&schedule).isEmpty, "what waits to be written counts in the total")
    schedule.finish(items[0].key, retry: nil)
    #expect(start(&schedule) == [items[2].key])
  }

  @Test("The total is bounded too")
  func totalLimit() throws {
    var schedule = schedule { $0.totalConcurrency = 3 }
    for number in 0..<10 { schedule.insert(try item(Int64(number)), to: number % 2 == 0 ? dead : alive) }
    #expect(start(&schedule).count == 3)
  }

  @Test("A destination that does not answer rests, longer each time, and is tried with one message first")
  func rest() throws {
    var schedule = schedule()
    let items = try (0..<5).map { try item($0) }
    for item in items { schedule.insert(item, to: dead) }
    let other = try item(100)
    #expect(start(&schedule).count == 5)
    schedule.unreachable(dead, at: 0)
    for item in items { schedule.finish(item.key, retry: item) }
    schedule.insert(other, to: alive)
    #expect(start(&schedule, at: 1_000_000) == [other.key])

    let end = Int64(QueueSettings().firstRest) * 1_000_000
    schedule.tick(at: end)
    #expect(start(&schedule, at: end) == [items[0].key])
    schedule.unreachable(dead, at: end)
    schedule.finish(items[0].key, retry: items[0])
    schedule.tick(at: end + end)
    #expect(start(&schedule, at: end + end).isEmpty, "the second rest is longer")

    schedule.tick(at: end * 3)
    #expect(start(&schedule, at: end * 3).count == 1)
    schedule.answered(dead)
    schedule.tick(at: end * 3)
    #expect(start(&schedule, at: end * 3).count == 4, "a destination that answered gets the rest")
  }

  @Test("What passes its deadline while its destination rests is settled without an attempt")
  func lapse() throws {
    var schedule = schedule()
    let first = try item(1)
    schedule.insert(first, to: dead)
    #expect(start(&schedule) == [first.key])
    schedule.unreachable(dead, at: 0)
    let lapsed = try item(2, deadline: 5)
    schedule.insert(lapsed, to: dead)
    schedule.insert(try item(3, deadline: 50_000_000), to: dead)
    #expect(schedule.next(at: 4) == nil)
    schedule.tick(at: 5)
    #expect(schedule.next(at: 5) == .lapse(lapsed.key))
    #expect(schedule.next(at: 5) == nil)
  }

  @Test("Memory is bounded: one long queue leaves room for others, and is read on from the store")
  func window() throws {
    var schedule = schedule { $0.activeItemLimit = 8 }
    for number in 0..<6 { schedule.insert(try item(Int64(number)), to: dead) }
    #expect(schedule.count == 2, "a quarter for one destination")
    let isInMemory = schedule.insert(try item(100), to: alive)
    #expect(isInMemory)
    #expect(schedule.refill() == nil)
    let started = start(&schedule)
    for key in started { schedule.finish(key, retry: nil) }
    let (nextHop, limit) = try #require(schedule.refill())
    #expect(nextHop == dead && limit == 2)
    schedule.refilled(dead, with: [try item(2), try item(3)], limit: limit)
    #expect(schedule.count == 2 && schedule.refill() == nil)
    for key in start(&schedule) { schedule.finish(key, retry: nil) }
    schedule.refilled(dead, with: [], limit: limit)
    #expect(schedule.refill() == nil && schedule.count == 0)
  }

  @Test("What is read twice from the store is done once")
  func knownItems() throws {
    var schedule = schedule()
    let one = try item(1)
    schedule.insert(one, to: alive)
    #expect(start(&schedule) == [one.key])
    schedule.refilled(alive, with: [one], limit: 10)
    #expect(start(&schedule).isEmpty)
  }

  @Test("A claimed copy is not started; a running one cannot be claimed")
  func claims() throws {
    var schedule = schedule()
    let (one, two) = (try item(1), try item(2))
    schedule.insert(one, to: alive)
    var isClaimed = schedule.claim(one.key.id, of: alive)
    #expect(isClaimed && start(&schedule).isEmpty)
    schedule.unclaim(one.key.id, retry: one)
    #expect(start(&schedule) == [one.key])
    isClaimed = schedule.claim(one.key.id, of: alive)
    #expect(!isClaimed, "it is running")
    isClaimed = schedule.claim(two.key.id, of: alive)
    #expect(isClaimed, "it is in the store only")
    isClaimed = schedule.claim(two.key.id, of: alive)
    #expect(!isClaimed, "it is claimed already")
  }

  @Test("A flush makes everything due and ends the rest of a destination")
  func flush() throws {
    var schedule = schedule()
    let (first, later) = (try item(1), try item(2, at: 1_000_000_000))
    schedule.insert(first, to: dead)
    #expect(start(&schedule) == [first.key])
    schedule.unreachable(dead, at: 0)
    schedule.finish(first.key, retry: nil)
    schedule.insert(later, to: dead)
    #expect(start(&schedule, at: 1).isEmpty)
    schedule.flush(alive, at: 1)
    #expect(start(&schedule, at: 1).isEmpty)
    schedule.flush(dead, at: 1)
    #expect(start(&schedule, at: 1) == [later.key])
  }

  @Test(
    "The wait doubles up to its cap, give or take a tenth",
    arguments: [(0, 300), (1, 600), (2, 1200), (6, 14_400), (1000, 14_400)])
  func backoff(attempts: Int, seconds: Int64) {
    let backoff = RetryBackoff(settings: QueueSettings())
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      let wait = backoff.seconds(afterAttempts: attempts, using: &generator)
      #expect((seconds - seconds / 10...seconds + seconds / 10).contains(wait))
    }
  }
}
