import FilterPolicy

/// Where links lead, judged by their text alone: nothing is ever fetched.
struct LinkCheck: ScanCheck {
  private let numeric = SignalDeclaration("url.numericIP", 2, "A link points at a bare IP address")
  private let user = SignalDeclaration("url.user", 1.5, "A link hides its host behind a user name")
  private let port = SignalDeclaration("url.port", 0.8, "A link points at an unusual port")
  private let international = SignalDeclaration("url.international", 0.5, "A link points at a host in non-Latin letters")

  var declarations: [SignalDeclaration] { [numeric, user, port, international] }

  /// eop-spec §3.4: links to other ports than these are unusual.
  private static let usualPorts: Set<UInt16> = [80, 443, 8080]

  func signals(for facts: ScanFacts) -> [Signal] {
    let links = facts.message.links
    func first(_ declaration: SignalDeclaration, _ condition: (Link) -> Bool) -> [Signal] {
      links.first(where: condition).map { [declaration.found($0.text)] } ?? []
    }
    return first(numeric) { $0.address != nil }
      + first(user) { $0.hasUser }
      + first(port) { link in link.port.map { !LinkCheck.usualPorts.contains($0) } ?? false }
      + first(international) { $0.host.contains("xn--") || $0.host.utf8.contains { $0 >= 0x80 } }
  }
}
