import GatewayConfiguration
import GatewayStorage
public import MailTypes
public import RecipientDirectory

/// Says for each recipient whether mail for it is taken from a client, whose it is and where it goes. RCPT asks it, and the
/// end of the message asks again, because the directory may have changed in between.
public struct RecipientRouter: Sendable {
  let settings: FlowSettings
  let directory: AddressDirectory

  public init(settings: FlowSettings, directory: AddressDirectory) {
    self.settings = settings
    self.directory = directory
  }

  /// Why mail of the client for an address of that class is not taken; `nil` where it is.
  func refusal(_ recipient: RecipientClass, _ client: ClientFacts) -> Refusal? {
    recipient == .notOurs && settings.isOurs(client) ? nil : recipient.refusal
  }

  /// The address mail for `address` is delivered to: `postmaster` and `abuse` of this host are those of the home domain.
  func resolved(_ address: EmailAddress) -> EmailAddress {
    guard let home = settings.homeDomain, address.domainName == settings.hostname,
      !settings.ownDomains.contains(settings.hostname),
      ["postmaster", "abuse"].contains(address.localPart.lowercased())
    else { return address }
    return EmailAddress(localPart: address.localPart, domain: .name(home)) ?? address
  }

  /// In the order of the recipients.
  /// - Throws: the refusal of a recipient that was accepted at RCPT and is not any more.
  func destinations(of message: StoredMessage) async throws(Refusal) -> [Destination] {
    var destinations: [Destination] = []
    for recipient in message.envelope.recipients {
      destinations.append(try destination(of: recipient.address, await directory.classify(recipient.address), message))
    }
    return destinations
  }

  private func destination(
    of address: EmailAddress, _ recipient: RecipientClass, _ message: StoredMessage
  ) throws(Refusal) -> Destination {
    if case .local(let local) = recipient {
      return Destination(organization: local.organization, nextHop: local.nextHop, isLocal: true)
    }
    if let refusal = refusal(recipient, message.client) { throw refusal }
    guard let nextHop = outboundHop(address) else {
      throw Refusal(
        550, EnhancedStatusCode(5, 1, 2), "Mail for address literals is not relayed", cause: "\(address) names no domain")
    }
    let sender = message.envelope.reversePath.mailbox
    return Destination(
      organization: sender.flatMap { directory.organization(of: $0.domain) } ?? "", nextHop: nextHop, isLocal: false)
  }

  /// Where mail for a foreign address goes; `nil` for an address literal that no smart host takes off our hands.
  func outboundHop(_ address: EmailAddress) -> NextHop? {
    if let domain = address.domainName { return settings.relay.nextHop(for: domain) }
    if case .nextHop(let hop) = settings.relay { return hop }
    return nil
  }

  /// The way to an address of ours, or out: for mail the gateway itself writes. `nil` where there is none.
  public func route(to address: EmailAddress) async -> NextHop? {
    switch await directory.classify(address) {
    case .local(let local): local.nextHop
    case .notOurs: outboundHop(address)
    case .unknownRecipient, .undecided, .hiddenRoute: nil
    }
  }
}
