import FilterPolicy
import InternetMessage
import MailTypes

/// Looks up a message's client and domains in DNS lists, all at once, apart from the budget of its authentication: a sender
/// who spends that must not be spared the lists.
struct BlocklistLookup: Sendable {
  /// Domains of one message that are looked up. Honest mail names a few; further ones tell nothing new.
  static let domainLimit = 20
  /// What all lists have together: no answer of a list is worth more waiting.
  static let time = Duration.seconds(5)

  private let lists: [Blocklist]
  private let resolver: any DNSResolver

  /// - Parameter lists: those that are well.
  init(_ lists: [Blocklist], resolver: any DNSResolver) {
    self.lists = lists
    let questions = lists.count * max(1, BlocklistLookup.domainLimit)
    self.resolver = BudgetedResolver(
      resolver, limits: BudgetedResolver.Limits(questions: questions, time: BlocklistLookup.time))
  }

  /// What the lists that the gateway named say about a message; nothing without a resolver.
  static func signals(
    _ subject: ScanSubject, _ client: ReceivedClient, domains: [String], resolver: (any DNSResolver)?
  ) async -> [Signal] {
    guard !subject.blocklists.isEmpty, let resolver else { return [] }
    let hits = await BlocklistLookup(subject.blocklists, resolver: resolver).hits(client: client.address, domains: domains)
    // One domain more on the same list weighs no more.
    var seen: Set<String> = []
    return hits.map(\.signal).filter { seen.insert($0.id).inserted }
  }

  /// In the order of the lists, one for each list and what it lists.
  /// - Parameter domains: in ASCII and lower case, the most telling first.
  func hits(client: IPAddress, domains: [String]) async -> [BlocklistHit] {
    let domains = domains.prefix(BlocklistLookup.domainLimit)
    var questions: [(list: Blocklist, subject: String, question: DNSQuestion)] = []
    for list in lists {
      switch list.kind {
      // Not even the administrator of a list knows whose private addresses are whose.
      case .ip: if !client.isPrivate { questions.append((list, "\(client)", list.question(for: client))) }
      case .domain: questions += domains.map { (list, $0, list.question(forDomain: $0)) }
      }
    }
    let answers = await answers(to: questions.map(\.question))
    return zip(questions, answers).compactMap { asked, answer in
      guard case .listed(let codes) = answer, let (code, meaning) = asked.list.meaning(of: codes) else { return nil }
      return BlocklistHit(list: asked.list, meaning: meaning, subject: asked.subject, code: .v4(code))
    }
  }

  private func answers(to questions: [DNSQuestion]) async -> [BlocklistAnswer] {
    await withTaskGroup(of: (Int, BlocklistAnswer).self) { group in
      for (index, question) in questions.enumerated() {
        group.addTask { [resolver] in (index, BlocklistAnswer(await resolver.resolve(question))) }
      }
      var answers = [BlocklistAnswer](repeating: .unanswered, count: questions.count)
      for await (index, answer) in group { answers[index] = answer }
      return answers
    }
  }
}
