import Classification
import ContentAnalysis
import InternetMessage

/// What the links look like, never where exactly they lead.
enum LinkFeatures {
  /// Links looked at.
  static let limit = 40

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    let links = source.content.links.filter { $0.origin.isFollowed }
    let sender = AddressFeatures.domain(source.sender)
    collector.note("links", atLeast: links.count)
    collector.note("links.loaded", atLeast: source.content.links.count - links.count)
    collector.note("links.hosts", atLeast: Set(links.prefix(limit).map { $0.url.host }).count)
    for link in links.prefix(limit) {
      collector.note("link.origin", number: Int(link.origin.rawValue))
      collector.note("link.hidden", if: link.isHidden)
      if link.url.isWeb {
        add(link.url, sender: sender, to: &collector)
      } else {
        collector.note("link.scheme", link.url.scheme)
      }
    }
    guard let first = links.first else { return }
    collector.note("link.first", TextShape.of(Array(first.url.path.utf8.prefix(200)), withLengths: false))
    collector.note("links.textEach", magnitudeOf: source.text.count / max(1, links.count))
  }

  private static func add(_ url: WebURL, sender: ArraySlice<UInt8>, to collector: inout FeatureCollector) {
    let host = Array((url.host ?? "").utf8)
    collector.note("link.secure", if: url.scheme == "https")
    collector.note("link.user", if: url.hasCredentials)
    collector.note("link.port", if: url.port != nil)
    collector.note("link.address", if: url.hasAddressHost)
    if !url.hasAddressHost { addHost(host, to: &collector) }
    collector.note("link.sender", AddressFeatures.relation(host[...], sender))
    addPath(Array(url.path.utf8.prefix(200)), hasQuery: url.query != nil, to: &collector)
  }

  private static func addHost(_ host: [UInt8], to collector: inout FeatureCollector) {
    let labels = host.split(separator: UInt8(ascii: "."))
    let name = labels.dropLast().last ?? []
    collector.note("link.top", labels.last ?? [])
    collector.note("link.labels", number: min(labels.count, 8))
    collector.note("link.www", if: host.starts(with: "www.".utf8))
    collector.note("link.name.length", number: name.count / 3)
    collector.note("link.digits", if: name.contains { (0x30...0x39).contains($0) })
    collector.note("link.hyphen", if: host.contains(UInt8(ascii: "-")))
  }

  private static func addPath(_ path: [UInt8], hasQuery: Bool, to collector: inout FeatureCollector) {
    collector.note("link.path.length", magnitudeOf: path.count)
    collector.note("link.query", if: hasQuery)
    collector.note("link.bare", if: path.count <= 1 && !hasQuery)
    collector.note("link.depth", number: min(6, path.count { $0 == UInt8(ascii: "/") }))
    if let dot = path.lastIndex(of: UInt8(ascii: ".")), path.count - dot <= 6 {
      collector.note("link.extension", path[dot...].map { TextWords.folded($0) })
    }
  }
}
