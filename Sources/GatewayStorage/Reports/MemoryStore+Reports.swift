public import MailTypes
import Synchronization

extension MemoryStore: ReportStore {
  public func count(_ messages: [ReportedMessage]) async throws {
    rows.withLock { rows in
      for message in messages { rows.count(message) }
    }
  }

  public func periods(domain: String?, limit: Int) async throws -> [ReportPeriod] {
    rows.withLock { rows in
      let found = rows.periods.map(\.period).filter { domain ?? $0.domain == $0.domain }
      return Array(found.sorted { ($1.begin, $0.domain) < ($0.begin, $1.domain) }.prefix(limit))
    }
  }

  public func duePeriods(at time: Int64, limit: Int) async throws -> [ReportPeriod] {
    rows.withLock { rows in
      let found = rows.periods.map(\.period).filter { $0.settlement == nil && $0.due <= time }
      return Array(found.sorted { ($0.due, $0.domain) < ($1.due, $1.domain) }.prefix(limit))
    }
  }

  public func closePeriod(domain: String, at time: Int64) async throws -> ReportPeriod? {
    rows.withLock { rows in
      let index = rows.periods.firstIndex {
        $0.period.domain == domain && $0.period.end == nil && $0.period.settlement == nil && $0.period.begin < time
      }
      guard let index else { return nil }
      rows.periods[index].period.end = min(time, rows.periods[index].period.endTime.microseconds)
      rows.periods[index].period.due = time
      return rows.periods[index].period
    }
  }

  public func records(domain: String, begin: Int64) async throws -> [DMARCReportRecord] {
    rows.withLock { rows in
      let found = rows.periods.first { $0.period.domain == domain && $0.period.begin == begin }?.records ?? []
      return found.sorted { ($1.count, "\($0.source)") < ($0.count, "\($1.source)") }
    }
  }

  public func postpone(domain: String, begin: Int64, until: Int64) async throws {
    rows.withLock { $0.changePeriod(domain, begin) { $0.due = until } }
  }

  public func forgetPeriods(before day: Int) async throws {
    rows.withLock { $0.periods.removeAll { $0.period.day < day } }
  }
}

extension MemoryStore: ReceivedReportStore {
  public func keep(_ report: ReceivedReport) async throws -> Bool {
    rows.withLock { rows in
      guard !rows.received.contains(where: { $0.isSame(as: report) }) else { return false }
      rows.received.append(report)
      return true
    }
  }

  public func receivedReports(_ filter: ReceivedReportFilter) async throws -> [ReceivedReport] {
    let found = rows.withLock { $0.received.filter(filter.matches) }
    return found.sorted { $0.report.end > $1.report.end }.prefix(filter.limit).map { report in
      var report = report
      report.report.records = []
      return report
    }
  }

  public func reportedSources(_ filter: ReceivedReportFilter) async throws -> [ReportedSource] {
    var sums: [ReportedSource] = []
    for received in rows.withLock({ $0.received.filter(filter.matches) }) {
      for record in received.report.records {
        let source = ReportedSource(
          domain: received.report.published.domain, source: record.source, headerFrom: record.headerFrom)
        let index = sums.firstIndex {
          $0.domain == source.domain && $0.source == source.source && $0.headerFrom == source.headerFrom
        }
        if index == nil { sums.append(source) }
        sums[index ?? sums.count - 1].add(record)
      }
    }
    return Array(sums.sorted { ($1.messages, "\($0.source)") < ($0.messages, "\($1.source)") }.prefix(filter.limit))
  }

  public func forgetReceivedReports(before time: Int64) async throws {
    rows.withLock { $0.received.removeAll { $0.receivedAt < time } }
  }
}

/// A period and what was counted in it.
struct CountedPeriod {
  var period: ReportPeriod
  var records: [DMARCReportRecord] = []
}

extension MemoryRows {
  mutating func changePeriod(_ domain: String, _ begin: Int64, _ body: (inout ReportPeriod) -> Void) {
    guard let index = periods.firstIndex(where: { $0.period.domain == domain && $0.period.begin == begin }) else { return }
    body(&periods[index].period)
  }

  mutating func count(_ message: ReportedMessage) {
    guard let index = runningPeriod(for: message) else { return }
    let known = periods[index].records.firstIndex { $0.isLike(message.record) }
    guard known != nil || periods[index].records.count < ReportLimits.records else {
      periods[index].period.uncounted += message.record.count
      return
    }
    if let known {
      periods[index].records[known].count += message.record.count
    } else {
      periods[index].records.append(message.record)
    }
    periods[index].period.records = periods[index].records.count
    periods[index].period.messages += message.record.count
    periods[index].period.published = message.published
  }

  private mutating func runningPeriod(for message: ReportedMessage) -> Int? {
    let domain = message.published.domain
    let ofDay = periods.indices.filter { periods[$0].period.domain == domain && periods[$0].period.day == message.day }
    if let running = ofDay.first(where: { periods[$0].period.end == nil && periods[$0].period.settlement == nil }) {
      return running
    }
    guard periods.count(where: { $0.period.day == message.day }) < ReportLimits.domains else { return nil }
    let begin = ofDay.map { periods[$0].period.endTime.microseconds }.max() ?? ReportPeriod.begin(ofDay: message.day)
    periods.append(
      CountedPeriod(
        period: ReportPeriod(
          domain: domain, begin: begin, day: message.day, published: message.published, due: message.due)))
    return periods.count - 1
  }
}

extension ReceivedReport {
  fileprivate func isSame(as other: ReceivedReport) -> Bool {
    organization == other.organization && report.published.domain == other.report.published.domain
      && report.reporter.name == other.report.reporter.name && report.id == other.report.id
  }
}

extension ReceivedReportFilter {
  fileprivate func matches(_ received: ReceivedReport) -> Bool {
    organization ?? received.organization == received.organization
      && domain ?? received.report.published.domain == received.report.published.domain
      && received.report.end.microseconds >= since
  }
}
