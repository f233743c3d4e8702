import Classification
import InternetMessage

/// Who a message says it is from and for: the form of names and addresses, and how they agree; never who.
enum AddressFeatures {
  private static let freeMail: Set<String> = [
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "msn.com", "aol.com", "mail.ru",
    "yandex.ru", "gmx.de", "gmx.net", "web.de", "163.com", "126.com", "qq.com", "mail.com", "icloud.com", "me.com",
    "protonmail.com", "excite.com", "lycos.com", "netscape.net", "juno.com", "yahoo.co.uk", "hotmail.co.uk", "rediffmail.com",
  ]

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    let header = source.header
    let from = header.addresses("From")
    let to = header.addresses("To")
    let copies = header.addresses("Cc")
    addSender(from.first, source, to: &collector)
    collector.note("from.count", number: min(from.count, 3))
    collector.note("to.count", atLeast: to.count)
    collector.note("cc.count", atLeast: copies.count)
    collector.note("to.named", if: to.contains { !($0.name ?? "").isEmpty })
    collector.note("to.undisclosed", if: to.isEmpty && header.first("To") != nil)
    let sender = source.sender
    collector.note("to.self", if: !sender.isEmpty && to.contains { text($0) == sender })
    collector.note("to.ownDomain", if: to.contains { !sender.isEmpty && domain(text($0)) == domain(sender) })
    if let name = to.first?.name, let local = to.first.map({ text($0).prefix { $0 != 0x40 } }) {
      collector.note("to.name.isLocal", if: name.utf8.elementsEqual(local))
    }
    addReply(header, sender: sender, to: &collector)
  }

  private static func addSender(_ sender: HeaderAddress?, _ source: FeatureSource, to collector: inout FeatureCollector) {
    guard let sender else { return collector.note("from.none") }
    let address = source.sender
    let local = address.prefix { $0 != UInt8(ascii: "@") }
    let host = domain(address)
    collector.note("from.local.shape", TextShape.of(local, withLengths: false))
    collector.note("from.local.length", number: local.count / 4)
    collector.note("from.local.digits", atLeast: local.count { (0x30...0x39).contains($0) })
    let labels = host.split(separator: UInt8(ascii: "."))
    collector.note("from.domain.labels", number: labels.count)
    collector.note("from.domain.top", labels.last ?? [])
    collector.note("from.domain.digits", if: host.contains { (0x30...0x39).contains($0) })
    collector.note("from.domain.hyphen", if: host.contains(UInt8(ascii: "-")))
    collector.note("from.domain.length", number: host.count / 4)
    collector.note("from.free", if: freeMail.contains(String(decoding: host, as: UTF8.self)))
    addName(sender.name ?? "", local: local, source, to: &collector)
  }

  private static func addName(
    _ name: String, local: ArraySlice<UInt8>, _ source: FeatureSource, to collector: inout FeatureCollector
  ) {
    let bytes = Array(name.utf8)
    guard !bytes.isEmpty else { return collector.note("from.noName") }
    collector.note("from.name.shape", TextShape.of(bytes, withLengths: false))
    collector.note("from.name.words", number: min(bytes.count { $0 == 0x20 }, 6))
    collector.note("from.name.isLocal", if: bytes.elementsEqual(local))
    collector.note("from.name.address", if: bytes.contains(UInt8(ascii: "@")))
    collector.note("from.name.wide", if: bytes.contains { $0 >= 0x80 })
    let last = bytes.split(separator: 0x20).last.map { $0.map { TextWords.folded($0) } } ?? []
    collector.note("from.name.inLocal", if: last.count > 2 && contains(local.map { TextWords.folded($0) }, last))
    guard let field = source.header.first("From") else { return }
    let value = source.header.unfoldedValue(of: field)
    collector.note("from.quoted", if: value.first == UInt8(ascii: "\""))
    collector.note("from.comment", if: value.last == UInt8(ascii: ")"))
    collector.note("from.encoded", if: value.starts(with: "=?".utf8) || value.starts(with: "\"=?".utf8))
  }

  private static func addReply(_ header: HeaderBlock, sender: [UInt8], to collector: inout FeatureCollector) {
    let reply = header.addresses("Reply-To").map(text)
    if let first = reply.first {
      collector.note("reply", relation(domain(first), domain(sender)))
      collector.note("reply.same", if: first == sender)
    }
  }

  /// How one domain stands to another: the same, beneath, beside, or strangers.
  static func relation(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> String {
    let (left, right) = (first.map { TextWords.folded($0) }, second.map { TextWords.folded($0) })
    if left == right { return "same" }
    if left.isEmpty || right.isEmpty { return "missing" }
    if left.count > right.count ? left.suffix(right.count).elementsEqual(right) : right.suffix(left.count).elementsEqual(left) {
      return "beneath"
    }
    func organization(_ domain: [UInt8]) -> [ArraySlice<UInt8>] { domain.split(separator: UInt8(ascii: ".")).suffix(2) }
    return organization(left) == organization(right) ? "beside" : "other"
  }

  private static func text(_ address: HeaderAddress?) -> [UInt8] {
    address?.address.utf8.map(TextWords.lowercased) ?? []
  }

  /// What follows the last `@`.
  static func domain(_ address: [UInt8]) -> ArraySlice<UInt8> {
    address.lastIndex(of: UInt8(ascii: "@")).map { address[($0 + 1)...] } ?? []
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}
