/// Finds the links in text, as mail programs do that make them something to click on. Linear in the text.
public struct URLFinder {
  /// Links found in one text. A newsletter has a few hundred.
  public static let defaultLimit = 1000

  private let text: [UInt8]
  private let origin: Link.Origin
  private let limit: Int
  private var links: [Link] = []
  private var seen: Set<WebURL> = []

  /// Links found in `text` (UTF-8), with and without a scheme, each once, in order, at most `limit`.
  public static func links(in text: [UInt8], origin: Link.Origin = .text, limit: Int = defaultLimit) -> [Link] {
    var finder = URLFinder(text: text, origin: origin, limit: limit)
    finder.run()
    return finder.links
  }

  /// Links in a `text/calendar` part (RFC 5545), whose lines are joined first.
  public static func links(inCalendar text: [UInt8], limit: Int = defaultLimit) -> [Link] {
    links(in: CalendarText.unfolded(text), origin: .calendar, limit: limit)
  }

  private init(text: [UInt8], origin: Link.Origin, limit: Int) {
    self.text = text
    self.origin = origin
    self.limit = limit
  }

  private mutating func run() {
    var index = 0
    while index < text.count, links.count < limit {
      let byte = text[index]
      // Few octets of a text are one of these two.
      if byte == UInt8(ascii: "."), index > 0 {
        index = afterName(around: index)
      } else if byte == UInt8(ascii: ":"), let start = schemeStart(before: index) {
        index = max(afterLink(from: start, prefix: []), index + 1)
      } else {
        index += 1
      }
    }
  }

  // MARK: With a scheme

  /// Where `http`, `https` or `ftp` before `://` begins. `hxxp` is how the careful write what others shall not click on: no link.
  private func schemeStart(before colon: Int) -> Int? {
    guard colon + 3 < text.count, isSlash(colon + 1), isSlash(colon + 2) else { return nil }
    for length in [5, 4, 3] where colon >= length {
      if URLFinder.schemes.contains(HTMLName(text[(colon - length)..<colon])) { return colon - length }
    }
    return nil
  }

  private static let schemes = NameTable(names: ["https", "http", "ftp"])

  private func isSlash(_ index: Int) -> Bool { text[index] == UInt8(ascii: "/") || text[index] == UInt8(ascii: "\\") }

  // MARK: Without

  /// Looks at the word around a dot; where to go on.
  private mutating func afterName(around dot: Int) -> Int {
    let (start, end) = extentOfName(around: dot)
    let next = end < text.count ? text[end] : 0x20
    // The word before `://` is a scheme, before and after `@` part of an address.
    let isBound = start > 0 && "@/:=_~%&+".utf8.contains(text[start - 1])
    guard !isBound, next != UInt8(ascii: "@"), next != UInt8(ascii: "_") else { return max(end, dot + 1) }
    let hasPath = next == UInt8(ascii: "/") || next == UInt8(ascii: "?")
    var name = text[start..<end]
    while let last = name.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "-") { name.removeLast() }
    guard HostGuess.isHost(name, hasPath: hasPath && name.endIndex == end) else {
      // A scheme may stand right behind the word.
      return max(end, dot + 1)
    }
    return max(afterLink(from: start, prefix: Array("http://".utf8)), end)
  }

  /// Where the word around a dot begins and ends; quotation marks and odd spaces are no part of it.
  private func extentOfName(around dot: Int) -> (start: Int, end: Int) {
    var start = dot
    while start > 0, dot - start < URLFinder.nameLimit, HostGuess.isHostOctet(text[start - 1]) { start -= 1 }
    for index in start..<dot where text[index] >= 0xC0 && TextLinkExtent.endsLink(text, at: index) {
      start = index + CodePoint.decode(text, at: index).length
    }
    var end = dot
    while end < text.count, end - dot < URLFinder.nameLimit, HostGuess.isHostOctet(text[end]),
      text[end] < 0xC0 || !TextLinkExtent.endsLink(text, at: end)
    { end += 1 }
    return (min(start, dot), end)
  }

  /// Octets to either side of a dot that are looked at: the longest host has 253.
  private static let nameLimit = 255

  // MARK: Extent

  /// Keeps the link that begins at `start`; where to go on.
  private mutating func afterLink(from start: Int, prefix: [UInt8]) -> Int {
    let end = TextLinkExtent.end(of: text, from: start)
    let bytes = text[start..<end]
    // What browsers refuse may be a link with something glued to it.
    let url = WebURL(prefix + bytes) ?? WebURL(prefix + bytes.prefix { $0 != UInt8(ascii: "%") })
    if let url, url.host?.isEmpty == false, seen.insert(url).inserted {
      let text = String(decoding: bytes, as: UTF8.self)
      links.append(Link(text: text, url: url, target: Redirector.target(of: url), origin: origin))
    }
    return max(end, start + 1)
  }
}
