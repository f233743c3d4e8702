import Classification
import InternetMessage

/// Parts, their types and encodings, and the elements of HTML.
enum StructureFeatures {
  /// Octets of HTML that are looked at.
  static let markupLimit = 64 * 1024

  static func add(_ source: FeatureSource, to collector: inout FeatureCollector) {
    addRoot(source.header, to: &collector)
    collector.note(.structure, "parts", atLeast: source.leaves.count)
    for leaf in source.leaves.prefix(50) {
      collector.note(.structure, leaf.isAttachment ? "part.attached" : "part.shown", leaf.type)
      collector.note(.structure, "part.charset", leaf.charset)
      collector.note(.structure, "part.encoding", leaf.encoding)
      collector.note(.structure, "part.all", leaf.type + leaf.charset + leaf.encoding)
      guard let name = leaf.fileName else { continue }
      collector.note(.structure, "part.extension", name.utf8.suffix(6).reversed().prefix { $0 != UInt8(ascii: ".") })
    }
    let hasMarkup = !source.markup.isEmpty
    collector.note(.structure, "html", number: (hasMarkup ? 1 : 0) + (source.hasPlainText ? 2 : 0))
    if hasMarkup { addElements(source.markup.prefix(markupLimit), source, to: &collector) }
  }

  private static func addRoot(_ header: HeaderBlock, to collector: inout FeatureCollector) {
    guard let field = header.first("Content-Type") else { return collector.note(.structure, "type.none") }
    let value = header.unfoldedValue(of: field)
    collector.note(.structure, "type.raw", value.prefix { $0 != UInt8(ascii: ";") })
    collector.note(.structure, "type.shape", TextShape.of(value.prefix(120), withLengths: false))
    let lower = value.map { ($0 &- 0x41) < 26 ? $0 | 0x20 : $0 }
    guard
      let boundary = String(decoding: lower, as: UTF8.self).utf8.split(separator: UInt8(ascii: ";"))
        .first(where: { $0.drop { $0 <= 0x20 }.starts(with: "boundary=".utf8) })
    else { return }
    let offset = lower.count - boundary.count
    collector.note(.structure, "boundary.length", number: boundary.count)
    collector.note(.structure, "boundary.shape", TextShape.of(value[max(0, offset)...].drop { $0 != UInt8(ascii: "=") }, withLengths: true))
    collector.note(.structure, "boundary.start", boundary.drop { $0 != UInt8(ascii: "=") }.prefix(7))
  }

  /// Names of elements and attributes, and elements in order.
  private static func addElements(
    _ markup: ArraySlice<UInt8>, _ source: FeatureSource, to collector: inout FeatureCollector
  ) {
    var index = markup.startIndex
    var previous: UInt64 = 0
    var count = 0
    while let open = markup[index...].firstIndex(of: UInt8(ascii: "<")) {
      let rest = markup[(open + 1)...]
      let name = rest.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }.prefix(16)
      let end = rest.firstIndex(of: UInt8(ascii: ">")) ?? markup.endIndex
      var hash = FeatureHash("element")
      for byte in name { hash.add(byte) }
      collector.add(hash.value, to: .structure)
      collector.add(FeatureHash.pair(previous, hash.value), to: .structure)
      addAttributes(markup[min(end, open + 1 + name.count)..<end], to: &collector)
      previous = hash.value
      count += 1
      index = end
    }
    collector.note(.structure, "elements", atLeast: count)
    collector.note(.structure, "elements.text", share: source.text.count, of: markup.count)
    collector.note(.structure, "elements.unclosed", if: markup.last != UInt8(ascii: ">") && markup.last ?? 0 > 0x20)
  }

  private static func addAttributes(_ tag: ArraySlice<UInt8>, to collector: inout FeatureCollector) {
    for attribute in tag.prefix(1000).split(separator: 0x20) {
      guard let sign = attribute.firstIndex(of: UInt8(ascii: "=")) else { continue }
      collector.note(.structure, "attribute", attribute[..<sign])
      if attribute.count <= 20 { collector.note(.structure, "attribute.value", attribute.filter { $0 != UInt8(ascii: "\"") }) }
    }
  }
}
