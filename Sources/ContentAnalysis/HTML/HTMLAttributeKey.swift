/// The attributes that matter to what a reader sees and where links lead.
enum HTMLAttributeKey: UInt8, CaseIterable, Sendable {
  case style, `class`, id, hidden, href, src, srcset, action, formaction, background, bgcolor, color, text, link, alt, content
  case width, height, type, value, data, poster, lowsrc, dynsrc, open, srcdoc
  case httpEquiv, xlinkHref

  private var name: String {
    switch self {
    case .httpEquiv: "http-equiv"
    case .xlinkHref: "xlink:href"
    default: "\(self)"
    }
  }

  init?(_ name: HTMLName) {
    guard let key = HTMLAttributeKey.names[name] else { return nil }
    self = key
  }

  private static let names = NameTable(allCases.map { (HTMLName($0.name.utf8), $0) })
}

/// The attributes of one tag that matter, each once.
struct KnownAttributes {
  private var seen: UInt32 = 0
  private var values: [(key: HTMLAttributeKey, range: Range<Int>)] = []
  /// The values of event handlers.
  private(set) var handlers: [Range<Int>] = []

  var isEmpty: Bool { values.isEmpty }

  /// Keeps its memory for the next tag. Of attributes of one name the first counts.
  mutating func read(_ tag: HTMLTag, in source: HTMLSource) {
    seen = 0
    values.removeAll(keepingCapacity: true)
    handlers.removeAll(keepingCapacity: true)
    for attribute in tag.attributes {
      let name = source.name(attribute.name)
      guard let key = HTMLAttributeKey(name) else {
        if name.isEventHandler { handlers.append(attribute.value) }
        continue
      }
      guard !has(key) else { continue }
      seen |= 1 << UInt32(key.rawValue)
      values.append((key, attribute.value))
    }
  }

  func has(_ key: HTMLAttributeKey) -> Bool { seen & 1 << UInt32(key.rawValue) != 0 }

  subscript(_ key: HTMLAttributeKey) -> Range<Int>? {
    has(key) ? values.first { $0.key == key }?.range : nil
  }
}
