public import FilterPolicy
public import Logging
public import MailTypes
import Synchronization

/// Tests the DNS lists at the start and from then on, and says which are to be asked. A list that fails its test is ignored
/// until it is well again; it counts as failing until it was tested.
public final class BlocklistMonitor: Sendable {
  /// Between two tests of a list that is well. Lists are closed down over months, not minutes.
  public static let interval = Duration.seconds(900)
  /// Between two tests of one that is not.
  public static let retryInterval = Duration.seconds(60)

  private let lists: [Blocklist]
  private let test: BlocklistSelfTest
  private let logger: Logger
  private let causes: Mutex<[String?]>

  public init(lists: [Blocklist], resolver: any DNSResolver, logger: Logger) {
    self.lists = lists
    test = BlocklistSelfTest(resolver: resolver)
    self.logger = logger
    causes = Mutex(Array(repeating: "not tested yet", count: lists.count))
  }

  /// Those that are asked about messages now.
  public var healthy: [Blocklist] {
    let causes = causes.withLock { $0 }
    return zip(lists, causes).filter { $0.1 == nil }.map(\.0)
  }

  public var states: [BlocklistState] {
    let causes = causes.withLock { $0 }
    return zip(lists, causes).map { BlocklistState($0, cause: $1) }
  }

  /// Until the task is cancelled.
  public func run(clock: some Clock<Duration> = ContinuousClock()) async throws {
    while true {
      await testAll()
      let isWell = healthy.count == lists.count
      try await clock.sleep(for: isWell ? BlocklistMonitor.interval : BlocklistMonitor.retryInterval)
    }
  }

  /// One round.
  func testAll() async {
    await withTaskGroup(of: (Int, String?).self) { group in
      for (index, list) in lists.enumerated() {
        group.addTask { [test] in (index, await test.fault(of: list)) }
      }
      for await (index, cause) in group { note(cause, at: index) }
    }
  }

  private func note(_ cause: String?, at index: Int) {
    let former = causes.withLock { causes in
      defer { causes[index] = cause }
      return causes[index]
    }
    guard former != cause else { return }
    var metadata: Logger.Metadata = [
      "event": "list", "list": "\(lists[index].name)", "zone": "\(lists[index].zone)",
      "status": cause == nil ? "used" : "ignored",
    ]
    metadata["reason"] = cause.map { "\($0)" }
    logger.log(level: cause == nil ? .info : .warning, "DNS list", metadata: metadata)
  }
}
