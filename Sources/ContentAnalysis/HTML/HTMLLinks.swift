/// Makes links of what was found in a page.
enum HTMLLinks {
  /// Links with their targets, those in what is visible after those of elements; what no browser could follow is left out.
  static func resolved(_ pending: [PendingLink], base: [UInt8]?, visibleText: [UInt8]) -> [Link] {
    let base = base.flatMap { WebURL($0) }
    var links = pending.compactMap { link($0, base: base) }
    let known = Set(links.lazy.filter { $0.origin == .anchor }.map { $0.url })
    let room = HTMLReader.linkLimit - links.count
    // Mail programs make links of addresses in the text.
    links += URLFinder.links(in: visibleText, limit: max(0, room)).filter { !known.contains($0.url) }
    return links
  }

  private static func link(_ pending: PendingLink, base: WebURL?) -> Link? {
    guard let url = url(pending.text, base: base, isFollowed: pending.origin.isFollowed) else { return nil }
    var folding = TextFolding()
    return Link(
      text: String(decoding: pending.text, as: UTF8.self), url: url, target: Redirector.target(of: url), origin: pending.origin,
      anchorText: pending.anchorText.map { String(decoding: Confusables.fold($0, counting: &folding), as: UTF8.self) },
      isHidden: pending.isHidden)
  }

  /// Mail programs take what has no scheme and looks like a host for one.
  private static func url(_ text: [UInt8], base: WebURL?, isFollowed: Bool) -> WebURL? {
    if let url = WebURL(text, base: base) { return url }
    guard base == nil else { return nil }
    let isHostRelative = text.starts(with: "//".utf8) || text.starts(with: "\\\\".utf8)
    if isHostRelative { return WebURL(Array("http:".utf8) + text) }
    guard isFollowed, HostGuess.beginsWithHost(text) else { return nil }
    return WebURL(Array("http://".utf8) + text)
  }

  /// `javascript:` and `vbscript:`, blanks inside which browsers leave out.
  static func isScript(_ text: [UInt8]) -> Bool {
    guard let first = text.first, first | 0x20 == UInt8(ascii: "j") || first | 0x20 == UInt8(ascii: "v") || first <= 0x20 else {
      return false
    }
    let scheme = text.prefix(32).filter { $0 > 0x20 }.prefix { $0 != UInt8(ascii: ":") }
    let name = HTMLName(scheme)
    return name == HTMLName("javascript") || name == HTMLName("vbscript")
  }

  /// What is fetched for it comes from another host.
  static func isRemote(_ text: [UInt8], base: [UInt8]?) -> Bool {
    // Blanks inside a scheme are left out (URL Standard § 4.4).
    let start = text.prefix(32).filter { $0 > 0x20 }
    if start.starts(with: "//".utf8) || start.starts(with: "\\\\".utf8) { return true }
    let scheme = HTMLName(start.prefix { $0 != UInt8(ascii: ":") })
    if scheme == HTMLName("http") || scheme == HTMLName("https") { return start.contains(UInt8(ascii: ":")) }
    guard let base, !start.isEmpty, !start.contains(UInt8(ascii: ":")) else { return false }
    return isRemote(base, base: nil)
  }

  /// `cid:` and `data:`.
  static func isEnclosed(_ text: [UInt8]) -> Bool {
    let scheme = HTMLName(text.prefix(6).prefix { $0 != UInt8(ascii: ":") })
    return scheme == HTMLName("cid") || scheme == HTMLName("data")
  }
}
