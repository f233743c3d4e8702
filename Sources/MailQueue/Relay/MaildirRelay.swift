import InternetMessage
import MailTypes
import MailboxAccess

/// Final delivery into Maildirs on this machine.
struct MaildirRelay: Sendable {
  let store: MaildirStore

  func deliver(_ delivery: Delivery, root: String) async -> [DeliveryOutcome] {
    let relay = "\(NextHop.maildir(root: root))"
    let start: MessageStart
    do {
      start = try await MessageStart(of: delivery.content)
    } catch {
      return delivery.envelope.recipients.map { _ in .deferred(MessageStart.unreadable(error), relay: relay) }
    }
    var outcomes: [DeliveryOutcome] = []
    for recipient in delivery.envelope.recipients.map(\.address) {
      let content = start.content(with: Self.finalEdits(delivery, start, recipient))
      do {
        _ = try await store.deliver(content, to: recipient, folder: delivery.isJunk ? .junk : .inbox, root: root)
        outcomes.append(.delivered(Self.delivered, relay: relay))
      } catch {
        outcomes.append(.deferred(error.reply, relay: relay))
      }
    }
    return outcomes
  }

  /// RFC 5321 §4.4: the host of final delivery puts Return-Path on top, the only one of the message; below it Delivered-To,
  /// by which a mailbox's owner sees which address was meant.
  private static func finalEdits(_ delivery: Delivery, _ start: MessageStart, _ recipient: EmailAddress) -> HeaderEdits {
    var edits = delivery.edits
    edits.prepend("Delivered-To: \(recipient)")
    edits.append(ReturnPathField.edits(for: delivery.envelope.reversePath, message: start.bytes))
    return edits
  }

  private static let delivered = SMTPReply(250, EnhancedStatusCode(2, 1, 5), "Delivered")
}
