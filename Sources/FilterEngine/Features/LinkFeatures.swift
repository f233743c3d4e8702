import Classification
import InternetMessage

/// What the links look like, never where exactly they lead.
enum LinkFeatures {
  /// Links looked at.
  static let limit = 40

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    collector.note(.layout, "links", atLeast: source.links.count)
    let hosts = Set(source.links.map { $0.host })
    collector.note(.layout, "links.hosts", atLeast: hosts.count)
    let sender = source.header.addresses("From").first?.address.lowercased() ?? ""
    for link in source.links.prefix(limit) { add(link, sender: sender, to: &collector) }
    if let first = source.links.first { collector.note(.layout, "link.first", TextShape.of(pathOf(first), withLengths: false)) }
    let perLink = source.text.count / max(1, source.links.count)
    collector.note(.layout, "links.textEach", number: source.links.isEmpty ? -1 : Int.bitWidth - perLink.leadingZeroBitCount)
  }

  private static func add(_ link: Link, sender: String, to collector: inout FeatureCollector) {
    let host = link.host.utf8
    let labels = host.split(separator: UInt8(ascii: "."))
    collector.note(.layout, "link.address", if: link.address != nil)
    collector.note(.layout, "link.user", if: link.hasUser)
    collector.note(.layout, "link.port", if: link.port != nil)
    if link.address == nil {
      collector.note(.layout, "link.top", labels.last ?? host[...])
      collector.note(.layout, "link.labels", number: min(labels.count, 8))
      collector.note(.layout, "link.www", if: host.starts(with: "www.".utf8))
      collector.note(.layout, "link.organization.length", number: (labels.dropLast().last?.count ?? 0) / 3)
      collector.note(.layout, "link.digits", if: (labels.dropLast().last ?? host[...]).contains { (0x30...0x39).contains($0) })
      collector.note(.layout, "link.hyphen", if: host.contains(UInt8(ascii: "-")))
    }
    let organization = labels.suffix(2).joined(separator: [UInt8(ascii: ".")])
    collector.note(.layout, "link.sender", if: !sender.isEmpty && sender.utf8.reversed().starts(with: organization.reversed()))
    addPath(pathOf(link), to: &collector)
  }

  private static func addPath(_ path: [UInt8], to collector: inout FeatureCollector) {
    collector.note(.layout, "link.path.length", number: Int.bitWidth - path.count.leadingZeroBitCount)
    collector.note(.layout, "link.query", if: path.contains(UInt8(ascii: "?")))
    collector.note(.layout, "link.bare", if: path.count <= 1)
    let file = path.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    if let dot = file.lastIndex(of: UInt8(ascii: ".")), file.count - dot <= 6 {
      collector.note(.layout, "link.extension", file[dot...].map { TextWords.folded($0) })
    }
    collector.note(.layout, "link.depth", number: min(6, path.count { $0 == UInt8(ascii: "/") }))
  }

  /// What follows the host.
  private static func pathOf(_ link: Link) -> [UInt8] {
    let afterScheme = link.text.utf8.drop { $0 != UInt8(ascii: "/") }.drop { $0 == UInt8(ascii: "/") }
    return Array(afterScheme.drop { $0 != UInt8(ascii: "/") }.prefix(200))
  }
}
