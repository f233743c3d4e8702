import ContentAnalysis
import FilterPolicy

/// Where links lead, judged by their text alone: nothing is ever fetched.
struct LinkCheck: ScanCheck {
  private let numeric = SignalDeclaration("url.numericIP", 2, "A link points at a bare IP address")
  private let disguised = SignalDeclaration("url.disguisedIP", 2, "A link writes an IP address so that nobody recognises it")
  private let user = SignalDeclaration("url.user", 1.5, "A link hides its host behind a user name")
  private let port = SignalDeclaration("url.port", 0.8, "A link points at an unusual port")
  private let international = SignalDeclaration("url.international", 0.5, "A link points at a host in non-Latin letters")
  private let lookAlike = SignalDeclaration(
    "url.lookAlike", 2.5, "The host of a link is written with look-alikes of Latin letters")
  private let otherAnchor = SignalDeclaration("url.otherAnchor", 1, "A link shows another address than the one it leads to")
  private let shortener = SignalDeclaration("url.shortener", 0.4, "A link leads through a service that shortens links")
  private let redirector = SignalDeclaration("url.redirector", 0.5, "A link leads through somebody else's redirector")
  private let refresh = SignalDeclaration("url.refresh", 1.5, "The message leads on to a page by itself")
  private let enclosed = SignalDeclaration("url.enclosed", 2, "A link holds a whole page in itself")

  var declarations: [SignalDeclaration] {
    [
      numeric, disguised, user, port, international, lookAlike, otherAnchor, shortener, redirector, refresh, enclosed,
    ]
  }

  /// eop-spec §3.4: links to other ports than these are unusual.
  private static let usualPorts: Set<UInt16> = [80, 443, 8080]
  /// Links that are judged: what the hundredth does not show the next will not.
  private static let limit = 100

  func signals(for facts: ScanFacts) -> [Signal] {
    let links = facts.content.links.lazy.filter { $0.origin.isFollowed }.prefix(LinkCheck.limit).map(JudgedLink.init)
    func first(_ declaration: SignalDeclaration, _ condition: (JudgedLink) -> Bool) -> [Signal] {
      links.first(where: condition).map { [declaration.found($0.link.text)] } ?? []
    }
    return first(numeric) { $0.link.target.hasAddressHost }
      + first(disguised) { $0.hasDisguisedAddress }
      + first(user) { $0.link.url.isWeb && $0.link.url.hasCredentials }
      + first(port) { link in link.link.url.port.map { !LinkCheck.usualPorts.contains($0) } ?? false }
      + first(international) { $0.host.contains("xn--") }
      + first(lookAlike) { $0.hasLookAlikes }
      + (links.lazy.compactMap { $0.shownElsewhere }.first.map { [otherAnchor.found($0)] } ?? [])
      + first(shortener) { URLShorteners.contains($0.host) }
      + first(redirector) { $0.isRedirected }
      + first(refresh) { $0.link.origin == .refresh }
      + first(enclosed) { $0.link.url.scheme == "data" }
  }
}

/// A link with what several questions need.
private struct JudgedLink {
  let link: Link
  let host: String

  init(_ link: Link) {
    self.link = link
    host = link.target.host ?? ""
  }

  /// `http://2130706433/`, `http://0x7f.1/`: not in the form that browsers show in the end.
  var hasDisguisedAddress: Bool {
    guard link.url.hasAddressHost, let host = link.url.host, !host.hasPrefix("[") else { return false }
    return !link.text.contains(host)
  }

  var hasLookAlikes: Bool {
    guard host.contains("xn--"), let unicode = DomainConversion.lenient.unicode(Array(host.utf8))?.name else { return false }
    var folding = TextFolding()
    _ = Confusables.fold(unicode, counting: &folding)
    return folding.confusable + folding.styled > 0 || Confusables.skeleton(unicode).allSatisfy { $0 < 0x80 }
  }

  var isRedirected: Bool {
    guard link.target != link.url, let url = organization(link.url), let target = organization(link.target) else {
      return false
    }
    return url != target
  }

  /// What the anchor shows, where that is a link to somebody else.
  var shownElsewhere: String? {
    guard let text = link.anchorText, text.utf8.contains(UInt8(ascii: ".")),
      let shown = URLFinder.links(in: Array(text.utf8), limit: 1).first, let shownOrganization = organization(shown.url)
    else { return nil }
    let real = [link.url, link.target].compactMap(organization)
    guard !real.isEmpty, !real.contains(shownOrganization) else { return nil }
    return "\(shown.url.host ?? "") for \(host)"
  }

  /// The registered domain, or the address.
  private func organization(_ url: WebURL) -> String? {
    url.host.flatMap { url.hasAddressHost ? $0 : PublicSuffix.organizationalDomain(of: $0) ?? $0 }
  }
}
