import ContentAnalysis
import FilterPolicy
import InternetMessage

/// Looks for what the advanced spam filter can be asked to mind (eop-spec §3.4).
enum MessageTraits {
  /// In the order of their kinds.
  static func all(_ facts: ScanFacts, _ message: Message, words: SensitiveWordMatcher?) -> [MessageTrait] {
    let links = LinkTraits(facts.content.links)
    let active = facts.content.structure.active.details
    let found: [MessageTrait?] = [
      links.bizOrInfo.map { MessageTrait(.bizOrInfoLink, shown($0)) },
      active[.remoteImage].map { MessageTrait(.imageLink, shown($0)) },
      links.numeric.map { MessageTrait(.numericLink, shown($0)) },
      links.otherPort.map { MessageTrait(.otherPort, shown($0)) },
      isEmpty(facts) ? MessageTrait(.empty) : nil,
      active[.script].map { MessageTrait(.script, shown($0)) },
      active[.object].map { MessageTrait(.object, shown($0)) },
      active[.frame].map { MessageTrait(.frame, shown($0)) },
      active[.embed].map { MessageTrait(.embed, shown($0)) },
      active[.form].map { MessageTrait(.form, shown($0)) },
      active[.webBug].map { MessageTrait(.webBug, shown($0)) },
      ReturnedMessage(message, facts.subject).map { MessageTrait(.bounce, $0.messageID) },
    ]
    return found.compactMap { $0 } + sensitiveWords(facts, words).map { MessageTrait(.sensitiveWord, $0) }
  }

  private static func sensitiveWords(_ facts: ScanFacts, _ matcher: SensitiveWordMatcher?) -> [String] {
    guard let matcher else { return [] }
    return matcher.words(in: WordText.folded(Array(facts.message.subject.utf8) + [0x0A] + facts.message.text))
  }

  /// Nothing to read, to open or to look at, and no subject.
  private static func isEmpty(_ facts: ScanFacts) -> Bool {
    let content = facts.content
    return facts.message.subject.allSatisfy(\.isWhitespace) && content.text.visible.allSatisfy(isBlank)
      && content.alternative.allSatisfy(isBlank) && content.attachments.isEmpty && content.links.isEmpty
      && content.structure.imageCount == 0
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }

  private static func shown(_ bytes: [UInt8]) -> String { shown(String(decoding: bytes, as: UTF8.self)) }

  /// On one line, and short.
  private static func shown(_ text: String) -> String { Signal(id: "", weight: 0, sentence: "", detail: text).detail ?? "" }
}

/// The first link of each kind that the advanced spam filter minds.
private struct LinkTraits {
  var bizOrInfo: String?
  var numeric: String?
  var otherPort: String?

  /// Ports that pages are served on (eop-spec §3.4, row 4), 80 and 443 being the schemes' own.
  private static let usualPorts: Set<UInt16> = [80, 443, 8080]

  init(_ links: [Link]) {
    for link in links {
      read(link.url)
      if link.target != link.url { read(link.target) }
    }
  }

  private mutating func read(_ url: WebURL) {
    guard url.isWeb, let host = url.hostBytes else { return }
    if numeric == nil, url.hasAddressHost { numeric = url.href }
    if otherPort == nil, let port = url.port, !LinkTraits.usualPorts.contains(port) { otherPort = url.href }
    if bizOrInfo == nil, LinkTraits.isBizOrInfo(host) { bizOrInfo = url.href }
  }

  /// `example.biz`, and `example.info.pl`, where a country's name follows. `info.example.com` and `info.pl` are somebody's own.
  private static func isBizOrInfo(_ host: ArraySlice<UInt8>) -> Bool {
    // A name may end in a dot, the root (RFC 1034 §3.1).
    let (rest, last) = divided(host.last == UInt8(ascii: ".") ? host.dropLast() : host)
    guard let rest else { return false }
    if isWanted(last) { return true }
    let (owner, middle) = divided(rest)
    return last.count == 2 && owner != nil && isWanted(middle)
  }

  /// What stands before the last dot, and behind it.
  private static func divided(_ name: ArraySlice<UInt8>) -> (ArraySlice<UInt8>?, ArraySlice<UInt8>) {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return (nil, name) }
    return (name[..<dot], name[(dot + 1)...])
  }

  private static func isWanted(_ label: ArraySlice<UInt8>) -> Bool {
    label.elementsEqual("biz".utf8) || label.elementsEqual("info".utf8)
  }
}
