public import MailTypes
import Synchronization

extension MemoryStore: TraceStore {
  public func traces(matching filter: TraceFilter) async throws -> [TraceListing] {
    let listings = rows.withLock { rows in
      rows.traces.values.flatMap { trace in
        trace.recipients.map { TraceListing(message: trace.message, recipient: $0.address, status: $0.status) }
      }
    }
    let found = listings.filter(filter.matches).sorted { $0.cursor.order > $1.cursor.order }
    return Array(found.prefix(filter.limit))
  }

  public func traces(of id: TraceID, organization: String?) async throws -> [MessageTrace] {
    rows.withLock { rows in
      rows.traces.values.filter { $0.message.key.traceID == id && organization ?? $0.organization == $0.organization }
        .sorted { $0.organization < $1.organization }
    }
  }

  public func judgedMessages(
    organization: String?, since: Int64, after last: TracedMessage?, limit: Int
  ) async throws -> [MessageTrace] {
    let found = rows.withLock { rows in
      rows.traces.values.filter {
        $0.findings != nil && organization ?? $0.organization == $0.organization && $0.message.receivedAt >= since
          && (last.map(\.order) ?? (.min, "", "")) < $0.message.order
      }
    }
    return found.sorted { $0.message.order < $1.message.order }.prefix(limit).map { trace in
      var trace = trace
      for index in trace.recipients.indices { trace.recipients[index].events = [] }
      return trace
    }
  }

  public func messageCount(organization: String, since: Int64) async throws -> Int {
    rows.withLock { rows in
      rows.traces.values.count { $0.organization == organization && $0.message.receivedAt >= since }
    }
  }

  public func forgetTraces(before time: Int64, limit: Int) async throws -> Int {
    rows.withLock { rows in
      let old = rows.oldTraces(before: time, limit: limit) { _ in true }
      for key in old { rows.traces[key] = nil }
      return old.count
    }
  }

  public func forgetFindings(before time: Int64, limit: Int) async throws -> Int {
    rows.withLock { rows in
      let old = rows.oldTraces(before: time, limit: limit) { $0.findings != nil }
      for key in old { rows.traces[key]?.findings = nil }
      return old.count
    }
  }
}

extension MemoryRows {
  fileprivate func oldTraces(before time: Int64, limit: Int, _ isWanted: (MessageTrace) -> Bool) -> [TraceKey] {
    let old = traces.values.filter { $0.message.receivedAt < time && isWanted($0) }
    return old.sorted { $0.message.receivedAt < $1.message.receivedAt }.prefix(limit).map(\.message.key)
  }

  mutating func put(_ trace: MessageTrace) {
    var trace = trace
    for index in trace.recipients.indices {
      let address = trace.recipients[index].address.key
      let earlier = traces[trace.message.key]?.recipients.first { $0.address.key == address }
      trace.recipients[index].events.insert(contentsOf: earlier?.events ?? [], at: 0)
    }
    traces[trace.message.key] = trace
  }

  mutating func update(_ update: TraceUpdate) {
    let recipients = traces[update.key]?.recipients
    guard let index = recipients?.firstIndex(where: { $0.address.key == update.recipient.key }) else { return }
    if let status = update.status { traces[update.key]?.recipients[index].status = status }
    traces[update.key]?.recipients[index].events.append(update.event)
  }
}

extension MessageTrace {
  fileprivate var organization: String { message.key.organization }
}

extension TracedMessage {
  fileprivate var order: (Int64, String, String) { (receivedAt, key.organization, "\(key.traceID)") }
}

extension TraceFilter {
  fileprivate func matches(_ listing: TraceListing) -> Bool {
    let message = listing.message
    return organization ?? message.key.organization == message.key.organization
      && (sender?.matches(message.sender.mailbox?.key ?? "") ?? true) && (recipient?.matches(listing.recipient.key) ?? true)
      && since ?? .min <= message.receivedAt && message.receivedAt < until ?? .max
      && status ?? listing.status == listing.status && messageID ?? message.messageID == message.messageID
      && client ?? message.client == message.client
      && (subject.map { message.subject.lowercased().contains($0.lowercased()) } ?? true)
      && (after.map { listing.cursor.order < $0.order } ?? true)
  }
}
