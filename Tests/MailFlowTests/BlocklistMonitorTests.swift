import FilterPolicy
import Logging
import MailTypes
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
}
