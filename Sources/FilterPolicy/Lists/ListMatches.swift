import MailTypes

/// What the lists of an organization and of one recipient say of a message.
struct ListMatches: Sendable {
  let policyBlock: String?
  let policyAllow: String?
  let senderBlock: AllowBlockEntry?
  let senderAllows: [AllowBlockEntry]
  let linkBlock: (entry: AllowBlockEntry, link: String)?
  let linkAllows: [(entry: AllowBlockEntry, link: String)]
  let fileBlock: AllowBlockEntry?
  let clientAllow: Bool
  /// The entry that takes the client out of what lists of clients say (eop-spec §7.5).
  let clientEntry: AllowBlockEntry?
  let clientBlock: Bool
  let isSafeListed: Bool
  /// The recipient's own word, by address or by domain.
  let mailbox: MailboxMatch?
  /// The probability of spam with signals about allowed links and clients left out.
  let spamProbability: Double
  let allowsAllLinks: Bool

  /// What a recipient's own lists say.
  enum MailboxMatch: Hashable, Sendable {
    case trustsAddress(String)
    case trustsDomain(String)
    case blocks(String)
    /// The recipient takes mail of trusted senders only.
    case trustsOthersOnly
  }

  init(
    _ findings: Findings, _ sender: SenderIdentity, _ policy: AntiSpamPolicy, _ snapshot: PolicySnapshot,
    mailbox: MailboxMatch?, now: UTCTime
  ) {
    policyBlock = sender.entry(in: policy.blockedSenders, policy.blockedSenderDomains)
    policyAllow = sender.entry(in: policy.allowedSenders, policy.allowedSenderDomains)
    let list = snapshot.allowBlock
    let senders = list.entries(about: sender, now: now)
    senderBlock = senders.first { $0.action == .block }
    senderAllows = senders.filter { $0.action == .allow }
    let links = list.entries(aboutLinks: findings.entities.urls, now: now)
    linkBlock = links.first { $0.entry.action == .block }
    // A link that is blocked and allowed is blocked (eop-spec §1.8).
    let blocked = Set(links.lazy.filter { $0.entry.action == .block }.map(\.link))
    linkAllows = links.filter { $0.entry.action == .allow && !blocked.contains($0.link) }
    fileBlock = list.entries(aboutFiles: findings.fileHashes, now: now).first { $0.action == .block }
    let client = findings.entities.clientAddress
    clientAllow = snapshot.connectionFilter.allows(client)
    clientBlock = snapshot.blocks(client, now: now)
    clientEntry = list.entries(aboutClient: client, now: now).first { $0.action == .allow }
    isSafeListed = snapshot.connectionFilter.usesSafeList && findings.signals.contains(where: ListMatches.isGoodClient)
    self.mailbox = mailbox
    let allowed = Set(linkAllows.map(\.link))
    allowsAllLinks = !allowed.isEmpty && allowed.isSuperset(of: findings.entities.urls)
    spamProbability = ListMatches.probability(findings, without: allowed, excusesClient: clientEntry != nil)
  }

  /// A DNS list of good clients has a negative weight.
  private static func isGoodClient(_ signal: Signal) -> Bool { signal.weight < 0 && signal.id.hasPrefix("list.ip.") }

  /// Safe wins where one sender is on both lists (eop-spec §1.6).
  static func match(_ list: MailboxList, _ sender: SenderIdentity) -> MailboxMatch? {
    if let address = sender.address, list.trustedSenders.contains(address) { return .trustsAddress("\(address)") }
    if let domain = sender.entry(in: [], list.trustedDomains) { return .trustsDomain(domain) }
    if let entry = sender.entry(in: list.blockedSenders, list.blockedDomains) { return .blocks(entry) }
    return list.trustedListsOnly ? .trustsOthersOnly : nil
  }

  /// An allowed link does not count against the message, nor what lists say of an allowed client; nothing else changes.
  private static func probability(_ findings: Findings, without links: Set<String>, excusesClient: Bool) -> Double {
    guard !links.isEmpty || excusesClient else { return findings.probabilities.spam }
    let excused = findings.signals.filter { signal in
      guard signal.weight > 0 else { return false }
      if signal.id.hasPrefix("list.ip.") { return excusesClient }
      return signal.id.hasPrefix("url.") && (signal.detail.map(links.contains) ?? false)
    }
    guard !excused.isEmpty else { return findings.probabilities.spam }
    let score = Findings.sum(of: findings.signals.filter { !excused.contains($0) })
    return min(findings.probabilities.spam, SpamScale.probability(ofScore: score))
  }

  /// Entries that counted today for the first time: their last-used day changes.
  func used(_ extra: [AllowBlockEntry], now: UTCTime) -> [AllowBlockEntry.ID] {
    let single = [senderBlock, linkBlock?.entry, fileBlock, clientEntry].compactMap { $0 }
    let all = single + extra + linkAllows.map(\.entry)
    let today = now.microseconds / ListMatches.day
    var seen: Set<AllowBlockEntry.ID> = []
    return all.filter { $0.lastUsed.map { $0.microseconds / ListMatches.day != today } ?? true }.map(\.id)
      .filter { seen.insert($0).inserted }
  }

  /// Microseconds.
  private static let day: Int64 = 86_400_000_000
}
