import ContentAnalysis
import FilterPolicy
import InternetMessage

extension Entities {
  /// Links that are kept: more of them tell nothing new.
  static let linkLimit = 100

  /// Who and what a message names.
  init(_ facts: ScanFacts, of subject: ScanSubject) {
    self.init(of: subject)
    if let client = facts.client { (clientAddress, helo) = (client.address, client.helo) }
    from = facts.message.from.first.flatMap { $0.address.isEmpty ? nil : $0.address }
    fromName = facts.message.from.first?.name
    replyTo = facts.message.replyTo.first?.address
    let links = Entities.addresses(facts.content.links)
    urls = links.map { $0.href }
    domains = Entities.distinct(links.lazy.compactMap { $0.host })
    attachments = facts.content.attachments.map { Attachment(name: $0.name, type: $0.declaredType, sha256: $0.sha256) }
    fingerprints = facts.content.fingerprints.ids
  }

  /// Where links lead, by themselves and in the end; those that a reader follows first, then those that are only loaded.
  private static func addresses(_ links: [Link]) -> [WebURL] {
    let followed = links.lazy.filter { $0.origin.isFollowed }.flatMap { [$0.url, $0.target] }
    let loaded = links.lazy.filter { !$0.origin.isFollowed }.map { $0.url }
    return Array(distinct((Array(followed) + loaded).filter { $0.isWeb }).prefix(linkLimit))
  }

  /// Each value once, in order.
  private static func distinct<Value: Hashable>(_ values: some Sequence<Value>) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}
