import GatewayStorage
import MailTypes

// What the trace says of deliveries and of the quarantine: changes for the transaction that makes them true.

extension DeliverySettlement {
  /// An event for each recipient of the attempt, in the order of `results`.
  var traceUpdates: [TraceUpdate] {
    results.map { result in
      let (status, kind): (TraceStatus, TraceEvent.Kind) =
        switch result.status {
        case .sent: (.delivered, .deliver)
        case .deferred: (.pending, .defer)
        case .bounced, .expired: (.failed, .fail)
        }
      return TraceUpdate(
        key: item.key.trace, recipient: result.recipient, status: status,
        event: TraceEvent(time: now, kind: kind, detail: "\(result.relay): \(result.reply)"))
    }
  }
}

extension QuarantineEntry {
  /// What failed and is kept, because no report may be sent.
  var traceUpdates: [TraceUpdate] {
    recipients.map {
      TraceUpdate(
        key: key.trace, recipient: $0.address, status: .quarantined,
        event: TraceEvent(time: quarantinedAt, kind: .quarantine, detail: reason.rawValue))
    }
  }

  /// The end of the entry. Whoever has got the message by a release still has it.
  func deletion(at time: Int64, _ detail: String) -> [StoreChange] {
    let event = TraceEvent(time: time, kind: .delete, detail: detail)
    let updates = recipients.map {
      TraceUpdate(key: key.trace, recipient: $0.address, status: releasedAt == nil ? .failed : nil, event: event)
    }
    return [.deleteEntry(key)] + updates.map(StoreChange.updateTrace)
  }
}

extension QueueItem {
  /// The same for each recipient still to be delivered to.
  func traceUpdates(
    _ status: TraceStatus, _ kind: TraceEvent.Kind, at time: Int64, detail: String = ""
  ) -> [TraceUpdate] {
    pending.map {
      TraceUpdate(
        key: key.trace, recipient: $0.address, status: status, event: TraceEvent(time: time, kind: kind, detail: detail))
    }
  }
}

extension CopyKey {
  var trace: TraceKey { TraceKey(organization: organization, traceID: traceID) }
}
