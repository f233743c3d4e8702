/// What has become of a message for one recipient (eop-spec §11.2).
public enum TraceStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case delivered = "Delivered"
  /// Sent on to others, who have rows of their own.
  case expanded = "Expanded"
  case failed = "Failed"
  case pending = "Pending"
  case quarantined = "Quarantined"
  /// Rejected or deleted by a policy, and not kept.
  case filteredAsSpam = "FilteredAsSpam"
  /// Accepted, and not judged yet.
  case gettingStatus = "GettingStatus"
}

/// Something that happened to a message for one recipient (eop-spec §11.3, and what a quarantine adds).
public struct TraceEvent: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case receive = "Receive"
    case send = "Send"
    case deliver = "Deliver"
    case `defer` = "Defer"
    case fail = "Fail"
    /// The address stood for others.
    case resolved = "Resolved"
    case quarantine = "Quarantine"
    case release = "Release"
    case delete = "Delete"
  }

  /// UTC microseconds.
  public var time: Int64
  public var kind: Kind
  /// A reply of a next hop, or the reason; one line, at most `detailLimit` octets.
  public var detail: String

  /// As for an attempt of the queue: what a hostile next hop says must not fill the disk.
  public static let detailLimit = DeliveryAttempt.replyLimit

  public init(time: Int64, kind: Kind, detail: String = "") {
    self.time = time
    self.kind = kind
    self.detail = String(decoding: detail.utf8.prefix(TraceEvent.detailLimit), as: UTF8.self)
  }
}
