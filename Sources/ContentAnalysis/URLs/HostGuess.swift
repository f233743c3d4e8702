/// Whether text that has no scheme is the name of a host all the same, as mail programs guess.
enum HostGuess {
  /// Top-level domains that make a link of a bare name. Others do only behind `www.` or before a path: too many of them are
  /// words, or extensions of files.
  private static let plain = NameTable(names: [
    "com", "net", "org", "info", "biz", "edu", "gov",
    "ru", "cn", "de", "uk", "fr", "br", "jp",
    "pl", "nl", "eu", "ua", "su", "io", "xyz",
    "top", "icu", "club", "online", "site", "website",
    "shop", "store", "vip", "cyou", "buzz", "click",
    "link", "live", "mobi", "tv", "tk", "ml", "ga",
    "cf", "gq", "dev", "tech", "space", "bid", "loan",
  ])

  /// Whether `text` begins with the name of a host, and then ends or goes on as URLs do.
  static func beginsWithHost(_ text: some BidirectionalCollection<UInt8>) -> Bool {
    let name = Array(text.prefix { isHostOctet($0) })
    let next = text.dropFirst(name.count).first
    guard next.map(endsHost) ?? true else { return false }
    return isHost(name[...], hasPath: next != nil && next != UInt8(ascii: ":"))
  }

  /// - Parameter hasPath: what follows the name is the path of a URL.
  static func isHost(_ name: ArraySlice<UInt8>, hasPath: Bool) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex, name.first != UInt8(ascii: "-") else {
      return false
    }
    let topLevel = name[(dot + 1)...]
    guard topLevel.count >= 2, topLevel.allSatisfy({ $0.isASCIILetter || $0 >= 0x80 || $0 == UInt8(ascii: "-") }) else {
      return false
    }
    let isPlain = plain.contains(HTMLName(topLevel))
    guard isPlain || hasPath || beginsWithWWW(name) else { return false }
    return isPlain || PublicSuffix.hasTopLevel(topLevel)
  }

  private static func beginsWithWWW(_ name: ArraySlice<UInt8>) -> Bool {
    HTMLName(name.prefix(4)) == HTMLName("www.")
  }

  private static func endsHost(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":")
  }

  static func isHostOctet(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte >= 0x80
  }
}
