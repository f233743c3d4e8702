import FilterPolicy
import GatewayStorage
import MailTypes

/// What the lists of an organization refuse without a look at the message.
struct ListRefusals {
  let settings: FlowSettings

  /// Octets of addresses named in a reply: a reply line has at most 512 (RFC 5321 §4.5.3.1.5).
  private static let nameLimit = 320

  /// eop-spec §7.8, for RCPT: the lists belong to the organization of the recipient. Our own clients are no strangers, and
  /// who stands behind a relay of ours is known after the scan only.
  func refusal(of client: ClientFacts, to recipient: EmailAddress, organization: String, now: UTCTime) -> Refusal? {
    guard settings.shadows[organization] == nil, !settings.isOurs(client),
      !settings.relays.contains(where: { $0.contains(client.address) }),
      settings.snapshot(of: organization).blocks(client.address, now: now)
    else { return nil }
    return Refusal(
      Decision.Rejection.client(client.address, "\(recipient.domain)").reply,
      cause: "the IP Block List of \(organization) has the client")
  }

  /// eop-spec §7.4: our own people cannot write to whom their organization blocks; one such recipient, and nobody gets it.
  func refusal(of message: StoredMessage, organization: String, now: UTCTime) -> Refusal? {
    guard settings.isOurs(message.client) else { return nil }
    let list = settings.snapshot(of: organization).allowBlock
    let blocked = message.envelope.recipients.map(\.address).filter { list.block(to: $0, now: now) != nil }
    guard !blocked.isEmpty else { return nil }
    return Refusal(
      550, EnhancedStatusCode(5, 7, 703),
      "Your message can't be delivered because messages to \(ListRefusals.names(blocked)) are blocked by your organization "
        + "using Tenant Allow Block List.")
  }

  /// The first, as many as a line has room for.
  private static func names(_ addresses: [EmailAddress]) -> String {
    var text = ""
    for address in addresses {
      let longer = text.isEmpty ? "\(address)" : "\(text), \(address)"
      guard text.isEmpty || longer.utf8.count <= nameLimit else { break }
      text = longer
    }
    return text
  }
}
