import FilterPolicy
import Logging
import MailTypes
import MartletTestKit
import Synchronization
import Testing

@testable import MailFlow

@Suite struct BlocklistMonitorTests {
  /// A list that can be closed down.
  private final class ListZone: DNSResolver {
    let isWell = Mutex(false)

    func resolve(_ question: DNSQuestion) async -> DNSAnswer {
      guard isWell.withLock({ $0 }) else { return .timeout }
      return question.name.hasPrefix("2.") ? .records([.address(.v4(0x7F00_0002))], isSecure: false) : .nameError
    }
  }

  @Test func aListIsAskedOnlyWhileItsTestsSucceed() async throws {
    let zone = ListZone()
    let name = try #require(DomainName("list.example"))
    let list = Blocklist(name: "l", zone: name, kind: .ip, meanings: [])
    let monitor = BlocklistMonitor(lists: [list], resolver: zone, logger: Logger(label: "test"))
    #expect(monitor.healthy.isEmpty)
    #expect(monitor.states == [BlocklistState(list, cause: "not tested yet")])
    zone.isWell.withLock { $0 = true }
    await monitor.testAll()
    #expect(monitor.healthy == [list])
    zone.isWell.withLock { $0 = false }
    await monitor.testAll()
    #expect(monitor.healthy.isEmpty)
    #expect(monitor.states.first?.cause == "2.0.0.127.list.example is not answered")
  }

  @Test("A list that fails is tested again within the minute, one that is well every quarter of an hour")
  func intervals() async throws {
    let (zone, clock) = (ListZone(), SteppedClock())
    let list = Blocklist(name: "l", zone: try #require(DomainName("list.example")), kind: .ip, meanings: [])
    let monitor = BlocklistMonitor(lists: [list], resolver: zone, logger: Logger(label: "test"))
    let running = Task { try await monitor.run(clock: clock) }
    #expect(await clock.nextSleep() == .seconds(60))
    zone.isWell.withLock { $0 = true }
    clock.advance(by: .seconds(59))
    #expect(monitor.healthy.isEmpty)
    clock.advance(by: .seconds(1))
    #expect(await clock.nextSleep() == .seconds(900))
    #expect(monitor.healthy == [list])
    zone.isWell.withLock { $0 = false }
    clock.advance(by: .seconds(900))
    #expect(await clock.nextSleep() == .seconds(60))
    #expect(monitor.healthy.isEmpty)
    running.cancel()
    await #expect(throws: CancellationError.self) { try await running.value }
  }
}
