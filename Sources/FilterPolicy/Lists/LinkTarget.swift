import MailTypes

/// A link as list entries look at it: in lower case, without scheme, credentials, port and fragment.
struct LinkTarget: Sendable {
  let host: URLPattern.Host
  /// The host's domain and those above it; empty for an address.
  let domains: [DomainName]
  /// What follows the host, from its `/` or `?`; empty where nothing does.
  let path: String

  /// `nil` where the link has no host that could be listed.
  init?(_ url: String) {
    let parts = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let link = parts[1].lowercased().split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let end = link.firstIndex { "/?\\".contains($0) } ?? link.endIndex
    var authority = link[..<end]
    if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
    guard let host = LinkTarget.host(authority) else { return nil }
    self.host = host
    if case .domain(let domain) = host { domains = domain.withAncestors } else { domains = [] }
    path = String(link[end...])
  }

  private static func host(_ authority: Substring) -> URLPattern.Host? {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return IPAddress(authority[..<end].dropFirst()).map { .address($0) }
    }
    let name = authority.prefix { $0 != ":" }
    if let address = IPAddress(name) { return .address(address) }
    return DomainName(name).map { .domain($0) }
  }

  var hasPath: Bool { !(path.isEmpty || path == "/") }

  /// Names in the rest of the link that could be hosts, with all above them: `fabrikam.com/contoso.com`, `…/q=contoso.com`.
  var namesInPath: [DomainName] {
    path.split { !($0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".")) }
      .filter { $0.contains(".") }.prefix(LinkTarget.nameLimit).compactMap { DomainName($0) }.flatMap(\.withAncestors)
  }

  /// Names that are looked up of one link: more than any honest link has.
  private static let nameLimit = 16

  /// The steps of the path, without the query.
  var steps: [Substring] { path.prefix { $0 != "?" }.split { $0 == "/" || $0 == "\\" } }
}

extension URLPattern {
  /// eop-spec §7.6, the table of matches. A bare name allows the name alone, and blocks whatever leads to it.
  func matches(_ link: LinkTarget, blocking: Bool) -> Bool {
    guard case .domain(let domain) = host else { return link.host == host && covers(link) }
    if left == .below, right == .beyond("/"), domain.parent == nil { return matchesTopLevel(domain, link) }
    if left == .itself, right == .nothing, blocking {
      return link.domains.contains(domain) || link.namesInPath.contains(domain)
    }
    return isHost(domain, of: link) && covers(link) || right == .anything && link.steps.contains(domain.text[...])
  }

  private func isHost(_ domain: DomainName, of link: LinkTarget) -> Bool {
    guard case .domain(let name) = link.host else { return false }
    return switch left {
    case .itself: name == domain
    case .below: name != domain && link.domains.contains(domain)
    case .itselfAndBelow: link.domains.contains(domain)
    }
  }

  private func covers(_ link: LinkTarget) -> Bool {
    switch right {
    case .nothing: !link.hasPath
    case .path(let path): link.path == path
    case .beyond(let beginning): link.path.hasPrefix(beginning) && link.path.utf8.count > beginning.utf8.count
    case .anything: true
    }
  }

  private func matchesTopLevel(_ domain: DomainName, _ link: LinkTarget) -> Bool {
    link.domains.contains(domain) || link.steps.contains { $0.hasSuffix(".\(domain)") }
  }
}
