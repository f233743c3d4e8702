import FilterPolicy
import InternetMessage
import MailTypes

/// Who hands the message over: the name of the client's address, and what it calls itself.
struct ClientCheck: ScanCheck {
  private let confirmed = SignalDeclaration("client.confirmedName", -0.5, "The client address has a name that leads back to it")
  private let nameless = SignalDeclaration("client.noName", 1.2, "The client address has no name in DNS")
  private let unconfirmed = SignalDeclaration(
    "client.unconfirmedName", 0.7, "The name of the client address does not lead back to it")
  private let bareAddress = SignalDeclaration(
    "client.heloAddress", 0.8, "The client calls itself by an address instead of a name")
  private let unqualified = SignalDeclaration(
    "client.heloUnqualified", 0.6, "The client calls itself by a name without a domain")
  private let impostor = SignalDeclaration("client.heloOurs", 3, "The client calls itself by the name of this gateway")

  var declarations: [SignalDeclaration] { [confirmed, nameless, unconfirmed, bareAddress, unqualified, impostor] }

  func signals(for facts: ScanFacts) -> [Signal] {
    // A client of a private network is a host of our own: its name says nothing about the sender.
    guard let subject = facts.subject, let client = facts.client, !client.address.isPrivate else { return [] }
    return nameSignals(facts.authentication.iprev) + heloSignals(client.helo, hostname: subject.hostname)
  }

  private func nameSignals(_ reverse: ReverseLookup) -> [Signal] {
    switch reverse.result {
    case .pass: [confirmed.found(reverse.name)]
    case .permerror: [nameless.found()]
    case .fail: [unconfirmed.found(reverse.name)]
    case .temperror, .none: []
    }
  }

  private func heloSignals(_ helo: String, hostname: String) -> [Signal] {
    guard !helo.isEmpty else { return [] }
    if helo.lowercased() == hostname.lowercased() { return [impostor.found(helo)] }
    if IPAddress(helo) != nil || helo.hasPrefix("[") { return [bareAddress.found(helo)] }
    return unqualified.found(if: !helo.contains("."), helo)
  }
}
