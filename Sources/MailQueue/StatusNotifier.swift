import GatewayStorage
import Glibc
import InternetMessage
public import MailTypes

/// Writes delivery status notifications and finds their way: the reporter of a gateway.
public struct StatusNotifier: DeliveryReporter {
  private let hostname: String
  private let postmaster: EmailAddress
  private let route: @Sendable (EmailAddress) async -> NextHop?

  /// - Parameters:
  ///   - hostname: this gateway, as in EHLO.
  ///   - postmaster: who the notifications are from; their reverse-path is null (RFC 3461 §6.1).
  ///   - route: the next hop of a sender; `nil` where there is none.
  public init(
    hostname: String, postmaster: EmailAddress, route: @escaping @Sendable (EmailAddress) async -> NextHop?
  ) {
    self.hostname = hostname
    self.postmaster = postmaster
    self.route = route
  }

  public func notification(for report: DeliveryReport) async -> Acceptance? {
    guard let sender = report.message.envelope.reversePath.mailbox, let nextHop = await route(sender) else { return nil }
    let notification = notification(for: report, to: sender)
    let envelope = Envelope(
      reversePath: .null, recipients: [Envelope.Recipient(sender, notify: .never)],
      is8BitMIME: notification.needsSMTPUTF8, isSMTPUTF8: notification.needsSMTPUTF8)
    let message = StoredMessage(
      traceID: TraceID(), organization: report.message.organization, receivedAt: report.time,
      client: ClientFacts(address: .v4(0x7F00_0001), helo: hostname), envelope: envelope,
      content: .bytes(notification.message()))
    return Acceptance(
      message: message, copies: [NewCopy(nextHop: nextHop, recipients: envelope.recipients, edits: HeaderEdits())])
  }

  private func notification(for report: DeliveryReport, to sender: EmailAddress) -> DeliveryStatusNotification {
    DeliveryStatusNotification(
      hostname: hostname, from: postmaster, to: sender, envelopeID: report.message.envelope.envelopeID,
      arrival: UTCTime(microseconds: report.message.receivedAt), date: UTCTime(microseconds: report.time),
      id: "\(report.key.id)", recipients: report.recipients.map { StatusNotifier.recipient($0, of: report) },
      original: report.message.content.beginning(StatusNotifier.beginningSize))
  }

  /// Enough to find the end of any header block of which `headerLimit` octets are returned.
  private static let beginningSize = 4 * DeliveryStatusNotification.headerLimit

  private static func recipient(
    _ reported: DeliveryReport.Recipient, of report: DeliveryReport
  ) -> DeliveryStatusNotification.Recipient {
    DeliveryStatusNotification.Recipient(
      reported.recipient.address, originalRecipient: reported.recipient.originalRecipient, action: reported.action.asReported,
      status: reported.status, remoteHost: reported.remoteHost, reply: reported.reply,
      lastAttempt: UTCTime(microseconds: report.time),
      retriedUntil: reported.action == .delayed ? UTCTime(microseconds: report.expiresAt) : nil)
  }
}

extension DeliveryReport.Action {
  fileprivate var asReported: DeliveryStatusNotification.Action {
    switch self {
    case .failed: .failed
    case .delayed: .delayed
    case .delivered: .delivered
    case .relayed: .relayed
    }
  }

  fileprivate var statusClass: Int {
    switch self {
    case .failed: 5
    case .delayed: 4
    case .delivered, .relayed: 2
    }
  }
}

extension DeliveryReport.Recipient {
  /// RFC 3464 §2.3.5 names a host; our own folders and sockets are nobody's business.
  fileprivate var remoteHost: String? { relay.contains("/") ? nil : relay }

  /// The enhanced code of the reply where it fits the action; else the general one of its class (RFC 3463 §3.1).
  fileprivate var status: EnhancedStatusCode {
    guard let enhanced = reply.enhanced, enhanced.statusClass == action.statusClass else {
      return EnhancedStatusCode(action.statusClass, 0, 0)
    }
    return enhanced
  }
}

extension MessageContent {
  /// The first `count` octets; nothing where the file cannot be read, because a report without them is better than none.
  fileprivate func beginning(_ count: Int) -> [UInt8] {
    switch self {
    case .bytes(let bytes):
      return Array(bytes.prefix(count))
    case .file(let path, _):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return [] }
      defer { close(descriptor) }
      return [UInt8](unsafeUninitializedCapacity: count) { buffer, length in
        length = max(0, read(descriptor, buffer.baseAddress, count))
      }
    }
  }
}
