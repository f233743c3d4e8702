public import MailTypes

/// One change of state. A list of them is one transaction: all of it is on stable storage, or none.
public enum StoreChange: Hashable, Sendable {
  case insertMessage(StoredMessage)
  /// The scan of a waiting message is done; its copies are inserted by the same transaction.
  case settleMessage(organization: String, traceID: TraceID)
  case insertItem(QueueItem)
  /// Nothing happens where the item is gone.
  case updateItem(QueueItem)
  /// The message goes with its last item and quarantine entry.
  case deleteItem(CopyKey)
  /// Scheduled items later than `time` (UTC microseconds) are due then: those of one next hop, or all.
  case makeDue(nextHop: NextHop?, time: Int64)
  case insertEntry(QuarantineEntry)
  /// Nothing happens where the entry is gone.
  case updateEntry(QuarantineEntry)
  /// The message goes with its last item and quarantine entry.
  case deleteEntry(CopyKey)
  /// The report of a period is done with: in the transaction that takes its message into the queue, so that neither is there
  /// without the other.
  case settleReport(domain: String, begin: Int64, ReportSettlement)
  /// The trace of a message, or of one whose scan was still to come: what is known of its recipients takes the place of what
  /// was, their events are kept.
  case putTrace(MessageTrace)
  /// Nothing happens where the trace is gone.
  case updateTrace(TraceUpdate)
}
