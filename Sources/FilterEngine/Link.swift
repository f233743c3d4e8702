import MailTypes

/// An `http` or `https` link as it stands in the text.
struct Link: Hashable, Sendable {
  /// Links looked at; more of them tell nothing new.
  static let limit = 100
  /// Octets of one link.
  static let lengthLimit = 2048

  let text: String
  /// In lower case, brackets kept; without user and port.
  let host: String
  let hasUser: Bool
  let port: UInt16?

  /// The links of a text, each once, in order, at most `limit`.
  static func all(in text: [UInt8]) -> [Link] {
    var links: [Link] = []
    var seen: Set<String> = []
    var index = 0
    // What follows a scheme is passed over as one link: links inside a link are its query.
    while links.count < limit, let colon = text[index...].firstIndex(of: UInt8(ascii: ":")) {
      index = colon + 1
      guard let start = schemeStart(text, colon) else { continue }
      let end = text[colon...].prefix(lengthLimit).firstIndex(where: endsLink) ?? min(text.count, colon + lengthLimit)
      index = end
      guard let link = Link(text[start..<end], authorityFrom: colon + 3), seen.insert(link.text).inserted else { continue }
      links.append(link)
    }
    return links
  }

  /// The hosts, each once, in order.
  static func hosts(_ links: [Link]) -> [String] {
    var seen: Set<String> = []
    return links.compactMap { seen.insert($0.host).inserted ? $0.host : nil }
  }

  /// The address that the host is, where it is one.
  var address: IPAddress? {
    IPAddress(host.hasPrefix("[") ? String(host.dropFirst().prefix { $0 != "]" }) : host)
  }

  private init?(_ bytes: ArraySlice<UInt8>, authorityFrom start: Int) {
    let authority = bytes[start...].prefix { !"/?#\\".utf8.contains($0) }
    let user = authority.lastIndex(of: UInt8(ascii: "@"))
    let server = user.map { authority[($0 + 1)...] } ?? authority
    let hostEnd =
      server.first == UInt8(ascii: "[") ? (server.firstIndex(of: UInt8(ascii: "]")) ?? server.endIndex) : server.startIndex
    let colon = server[hostEnd...].firstIndex(of: UInt8(ascii: ":")) ?? server.endIndex
    guard colon > server.startIndex else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
    host = String(decoding: server[..<colon], as: UTF8.self).lowercased()
    hasUser = user != nil
    port = UInt16(String(decoding: server[colon...].dropFirst(), as: UTF8.self))
  }

  /// Where `http` or `https` before `://` begins.
  private static func schemeStart(_ text: [UInt8], _ colon: Int) -> Int? {
    guard text[(colon + 1)...].starts(with: "//".utf8) else { return nil }
    for scheme in schemes where colon >= scheme.count {
      let start = colon - scheme.count
      if zip(text[start..<colon], scheme).allSatisfy({ $0 | 0x20 == $1 }) { return start }
    }
    return nil
  }

  private static let schemes = ["https", "http"].map { Array($0.utf8) }

  /// White space, quotes and angle brackets end a link; so does what is no ASCII and no UTF-8 of a name.
  private static func endsLink(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x7F || "\"'<>`".utf8.contains(byte)
  }
}
