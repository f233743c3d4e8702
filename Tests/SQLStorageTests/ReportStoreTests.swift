import GatewayStorage
import MailTypes
import MartletTestKit
import SQLStorage
import Testing

/// What every store promises about aggregate reports.
@Suite struct ReportStoreTests {
  private func withStore(
    _ kind: StoreTests.Kind, _ body: (any ReportStore & ReceivedReportStore & QueueStore) async throws -> Void
  ) async throws {
    let folder = try TemporaryFolder()
    switch kind {
    case .memory: try await body(MemoryStore(incomingFolder: folder.path))
    case .sqlite: try await body(try SQLStore(folder: folder.path))
    }
  }

  private static func record(_ address: UInt32, count: Int = 1, passes: Bool = true) -> DMARCReportRecord {
    DMARCReportRecord(
      source: .v4(address), count: count, disposition: passes ? .pass : .none, dkimAligned: passes, spfAligned: false,
      headerFrom: "contoso.example")
  }

  private static func message(_ address: UInt32, day: Int = 100, domain: String = "contoso.example") -> ReportedMessage {
    ReportedMessage(
      day: day, due: ReportPeriod.begin(ofDay: day + 1), published: .init(domain: domain), record: record(address))
  }

  @Test(
    "Messages that fared alike are one record; what is sent is settled, and the next begins where it ended",
    arguments: StoreTests.Kind.allCases)
  func counting(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      try await store.count([Self.message(1), Self.message(2), Self.message(1), Self.message(1, domain: "other.example")])
      let period = try #require(try await store.periods(domain: "contoso.example", limit: 10).first)
      #expect([period.messages, period.records, period.uncounted] == [3, 2, 0])
      #expect(try await store.records(domain: period.domain, begin: period.begin).map(\.count) == [2, 1])
      #expect(try await store.duePeriods(at: period.due - 1, limit: 10).isEmpty)
      #expect(try await store.duePeriods(at: period.due, limit: 10).map(\.domain) == ["contoso.example", "other.example"])

      let noon = period.begin + 43_200_000_000
      let closed = try #require(try await store.closePeriod(domain: "contoso.example", at: noon))
      #expect(closed.end == noon)
      #expect(try await store.closePeriod(domain: "contoso.example", at: noon) == nil)
      let settlement = ReportSettlement(.sent, at: noon, recipients: [try #require(EmailAddress("r@contoso.example"))])
      try await store.apply([.settleReport(domain: "contoso.example", begin: closed.begin, settlement)])
      try await store.count([Self.message(1)])
      let periods = try await store.periods(domain: "contoso.example", limit: 10)
      #expect(periods.map(\.begin) == [noon, period.begin])
      #expect(periods.map(\.settlement) == [nil, settlement])
      #expect(periods.map(\.messages) == [1, 3])
      try await store.forgetPeriods(before: 101)
      #expect(try await store.periods(domain: nil, limit: 10).isEmpty)
      #expect(try await store.records(domain: "contoso.example", begin: noon).isEmpty)
    }
  }

  @Test("A forger with many addresses fills no disk", arguments: StoreTests.Kind.allCases)
  func recordLimit(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      // In memory each record is compared with all before: the limit is reached by one record more than fit.
      let count = kind == .sqlite ? ReportLimits.records + 1 : 10
      try await store.count((0..<UInt32(count)).map { Self.message($0) })
      let period = try #require(try await store.periods(domain: nil, limit: 1).first)
      #expect(period.records == min(count, ReportLimits.records))
      #expect(period.uncounted == max(0, count - ReportLimits.records))
    }
  }

  @Test("A report that came twice counts once; sums are by source", arguments: StoreTests.Kind.allCases)
  func received(kind: StoreTests.Kind) async throws {
    try await withStore(kind) { store in
      var report = DMARCAggregateReport(
        reporter: .init(name: "fabrikam"), id: "1", begin: UTCTime(microseconds: 0), end: UTCTime(microseconds: 1000),
        published: .init(domain: "contoso.example"))
      report.records = [Self.record(1, count: 3), Self.record(1, count: 2, passes: false), Self.record(2)]
      var received = ReceivedReport(organization: "example", receivedAt: 5, provenSender: "fabrikam.example", report: report)
      #expect(try await store.keep(received))
      #expect(try await !store.keep(received))
      received.report.id = "2"
      #expect(try await store.keep(received))
      #expect(try await store.receivedReports(ReceivedReportFilter()).map(\.report.id).sorted() == ["1", "2"])
      #expect(try await store.receivedReports(ReceivedReportFilter(domain: "other.example")).isEmpty)
      #expect(try await store.receivedReports(ReceivedReportFilter(since: 1001)).isEmpty)
      let sources = try await store.reportedSources(ReceivedReportFilter(organization: "example"))
      #expect(
        sources.map { "\($0.source) \($0.messages) \($0.passed) \($0.spfPassed)" } == ["0.0.0.1 10 6 0", "0.0.0.2 2 2 0"])
      try await store.forgetReceivedReports(before: 6)
      #expect(try await store.reportedSources(ReceivedReportFilter()).isEmpty)
    }
  }
}
