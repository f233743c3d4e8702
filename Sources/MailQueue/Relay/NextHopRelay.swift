public import MailTransport
import MailTypes
public import MailboxAccess

/// Delivers to every kind of next hop: a Maildir here, a server over SMTP or LMTP, the exchangers of a domain.
public struct NextHopRelay: MessageRelay {
  private let servers: ServerRelay
  private let mailboxes: MaildirRelay

  public init(pool: SMTPClientPool, maildirs: MaildirStore) {
    servers = ServerRelay(pool: pool)
    mailboxes = MaildirRelay(store: maildirs)
  }

  public func deliver(_ delivery: Delivery) async -> [DeliveryOutcome] {
    switch delivery.nextHop {
    case .maildir(let root): await mailboxes.deliver(delivery, root: root)
    case .smtp, .lmtp, .lmtpSocket, .mx: await servers.deliver(delivery)
    }
  }
}
