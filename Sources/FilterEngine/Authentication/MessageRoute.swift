import FilterPolicy
import InternetMessage
import MailTypes

/// Who handed the message to us: the client that connected, or the one before our own relays (eop-spec §2.10, 905; Exchange calls
/// it skip listing).
struct MessageRoute: Sendable {
  /// Relays passed over; more of one's own in a row are a loop.
  static let hopLimit = 20

  let kind: AuthenticationFacts.Route
  let client: ReceivedClient

  /// A relay of ours wrote the topmost Received field of its own making, so that field can be believed; so can the next one,
  /// if that names a relay again. The first stranger is the client.
  init(_ subject: ScanSubject, _ header: HeaderBlock) {
    let connected = ReceivedClient(subject.client)
    func isOurs(_ address: IPAddress) -> Bool { address.isPrivate || subject.relays.contains { $0.contains(address) } }
    guard isOurs(connected.address) else {
      self.init(.direct, connected)
      return
    }
    for hop in header.receivedClients(limit: MessageRoute.hopLimit) {
      guard let hop else { break }
      if !isOurs(hop.address) {
        self.init(.relayed, hop)
        return
      }
    }
    self.init(.hidden, connected)
  }

  private init(_ kind: AuthenticationFacts.Route, _ client: ReceivedClient) {
    self.kind = kind
    self.client = client
  }
}
