internal import HashTreeCollections
public import MailTypes

/// The Tenant Allow/Block List of an organization (eop-spec §7.3–7.6), found by what a message has. Copies share what they
/// have in common: an entry more costs an entry.
public struct AllowBlockList: Sendable {
  /// What an entry is found by.
  private enum Key: Hashable, Sendable {
    case sender(SenderPattern)
    case link(URLPattern.Host)
    case file(String)
    case network(IPNetwork)
  }

  /// Each sorted by id, so that the order in which entries were made decides nothing.
  private var found = TreeDictionary<Key, [AllowBlockEntry]>()
  /// Lengths of the networks that have entries.
  private var prefixLengths: Set<Int> = []
  /// What entries about links are looked for by, and how many have it.
  private var linkHosts = TreeDictionary<HostHash, Int>()
  public private(set) var count = 0

  /// eop-spec §7.3: entries of one kind and action; the largest plan's.
  public static func limit(_ action: AllowBlockEntry.Action) -> Int { action == .allow ? 5000 : 10_000 }

  public init(_ entries: some Sequence<AllowBlockEntry> = []) {
    for entry in entries { set(entry) }
  }

  /// In an order of their own: sorted by kind, value and action.
  public var entries: [AllowBlockEntry] {
    found.values.flatMap { $0 }.sorted { $0.id < $1.id }
  }

  public subscript(id: AllowBlockEntry.ID) -> AllowBlockEntry? {
    guard let value = try? AllowBlockValue(id.kind, id.value) else { return nil }
    return found[AllowBlockList.key(of: value)]?.first { $0.id == id }
  }

  /// Puts the entry in the place of the one with its id, where there is one.
  public mutating func set(_ entry: AllowBlockEntry) {
    remove(entry.id)
    let key = AllowBlockList.key(of: entry.value)
    found[key] = ((found[key] ?? []) + [entry]).sorted { $0.id < $1.id }
    count += 1
    switch entry.value {
    case .url(let pattern): linkHosts[HostHash(pattern.host), default: 0] += 1
    case .ip(let network): prefixLengths.insert(network.prefixLength)
    default: break
    }
  }

  public mutating func remove(_ id: AllowBlockEntry.ID) {
    guard let entry = self[id] else { return }
    let key = AllowBlockList.key(of: entry.value)
    let rest = (found[key] ?? []).filter { $0.id != id }
    found[key] = rest.isEmpty ? nil : rest
    count -= 1
    if case .url(let pattern) = entry.value {
      let host = HostHash(pattern.host)
      linkHosts[host] = linkHosts[host].flatMap { $0 > 1 ? $0 - 1 : nil }
    }
  }

  /// Those that are there and are over count too.
  public func count(_ kind: AllowBlockValue.Kind, _ action: AllowBlockEntry.Action) -> Int {
    found.values.reduce(0) { $0 + $1.count { $0.value.kind == kind && $0.action == action } }
  }

  /// Moves the day of last use of entries that are still there.
  public mutating func noteUse(of ids: Set<AllowBlockEntry.ID>, at time: UTCTime) {
    for id in ids {
      guard var entry = self[id] else { continue }
      entry.lastUsed = max(entry.lastUsed ?? time, time)
      set(entry)
    }
  }

  private static func key(of value: AllowBlockValue) -> Key {
    switch value {
    case .sender(let pattern): .sender(pattern)
    case .url(let pattern): .link(pattern.host)
    case .file(let hash): .file(hash)
    case .ip(let network): .network(network)
    }
  }
}

extension AllowBlockList {
  /// The entries about an author, those that are over left out.
  func entries(about sender: SenderIdentity, now: UTCTime) -> [AllowBlockEntry] {
    guard count > 0 else { return [] }
    var patterns = sender.domains.map { SenderPattern.domainAndBelow($0) }
    if let domain = sender.domains.first { patterns.append(.domain(domain)) }
    if let address = sender.address { patterns.append(.address(address)) }
    return patterns.flatMap { live(.sender($0), now) }
  }

  /// The entries about links, each with the link it fits.
  func entries(aboutLinks links: [String], now: UTCTime) -> [(entry: AllowBlockEntry, link: String)] {
    guard !linkHosts.isEmpty else { return [] }
    var matches: [(AllowBlockEntry, String)] = []
    for link in links where HostHash.canNameHost(link, among: { linkHosts[$0] != nil }) {
      guard let target = LinkTarget(link) else { continue }
      for host in AllowBlockList.hosts(of: target) {
        for entry in live(.link(host), now) {
          guard case .url(let pattern) = entry.value, pattern.matches(target, blocking: entry.action == .block) else {
            continue
          }
          matches.append((entry, link))
        }
      }
    }
    return matches
  }

  /// Each once, in the order of the link.
  private static func hosts(of target: LinkTarget) -> [URLPattern.Host] {
    guard !target.domains.isEmpty else { return [target.host] }
    var seen: Set<DomainName> = []
    // Steps of a path may end in a listed top-level domain, or be a listed name.
    return (target.domains + target.namesInPath).filter { seen.insert($0).inserted }.map { .domain($0) }
  }

  func entries(aboutFiles hashes: some Sequence<String>, now: UTCTime) -> [AllowBlockEntry] {
    guard count > 0 else { return [] }
    return hashes.flatMap { live(.file($0), now) }
  }

  /// The entries about a client, the narrowest first. IPv4 has none.
  public func entries(aboutClient client: IPAddress, now: UTCTime) -> [AllowBlockEntry] {
    guard client.bitWidth == 128 else { return [] }
    return prefixLengths.sorted(by: >).flatMap { live(.network(IPNetwork(around: client, prefixLength: $0)), now) }
  }

  /// The entry that forbids mail to an address (eop-spec §7.4: our own people cannot write to whom the list blocks).
  public func block(to recipient: EmailAddress, now: UTCTime) -> AllowBlockEntry? {
    guard count > 0 else { return nil }
    return entries(about: SenderIdentity(recipient), now: now).first { $0.action == .block }
  }

  private func live(_ key: Key, _ now: UTCTime) -> [AllowBlockEntry] {
    (found[key] ?? []).filter { !$0.isExpired(now) }
  }
}
