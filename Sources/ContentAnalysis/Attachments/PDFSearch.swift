import CDecoders

/// The names and addresses in a PDF, found without building its objects.
struct PDFSearch {
  /// Compressed streams that are opened, and octets of each: objects that hold other objects come first in most files, and
  /// pictures are passed over.
  static let streamLimit = 64
  static let inflatedLimit = 256 * 1024
  /// Octets of one stream as it stands in the file.
  static let streamLengthLimit = 128 * 1024
  /// Octets inflated in all.
  static let totalLimit = 4 << 20
  /// Octets searched for plain objects.
  static let searchLimit = 8 << 20
  static let linkLimit = 100

  private(set) var names: Set<String> = []
  private(set) var links: [String] = []

  private static let wanted: Set<String> = [
    "JavaScript", "JS", "OpenAction", "AA", "Launch", "EmbeddedFile", "Encrypt", "RichMedia", "SubmitForm", "GoToR", "XFA",
  ]

  init(_ content: [UInt8]) {
    let content = content.count > PDFSearch.searchLimit ? Array(content.prefix(PDFSearch.searchLimit)) : content
    search(content)
    var budget = PDFSearch.totalLimit
    var index = 0
    for _ in 0..<PDFSearch.streamLimit {
      guard budget > 0, let stream = PDFSearch.nextObjectStream(content, from: index) else { return }
      index = stream.upperBound
      let inflated = PDFSearch.inflated(content[stream], limit: min(budget, PDFSearch.inflatedLimit))
      budget -= inflated.count
      search(inflated)
    }
  }

  /// Notes the names (ISO 32000-1 §7.3.5) that matter, and the strings behind `/URI`.
  private mutating func search(_ text: [UInt8]) {
    var index = 0
    while let slash = text[index...].firstIndex(of: UInt8(ascii: "/")) {
      let (name, end) = PDFSearch.name(text, from: slash + 1)
      index = max(end, slash + 1)
      if PDFSearch.wanted.contains(name) { names.insert(name) }
      if name == "URI", links.count < PDFSearch.linkLimit, let link = PDFSearch.string(text, from: end) { links.append(link) }
    }
  }

  /// A name with its `#4A` escapes undone; longer ones than any that matter are cut.
  private static func name(_ text: [UInt8], from start: Int) -> (String, Int) {
    var name: [UInt8] = []
    var index = start
    while index < text.count, name.count < 16 {
      let byte = text[index]
      if byte == UInt8(ascii: "#"), index + 2 < text.count, let high = digit(text[index + 1]), let low = digit(text[index + 2])
      {
        name.append(high << 4 | low)
        index += 3
        continue
      }
      guard (0x30...0x39).contains(byte) || (byte | 0x20) &- 0x61 < 26 else { break }
      name.append(byte)
      index += 1
    }
    return (String(decoding: name, as: UTF8.self), index)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
  }

  /// `(http://…)`; parentheses inside are escaped or end it.
  private static func string(_ text: [UInt8], from start: Int) -> String? {
    let rest = text[start...].prefix(2048).drop { $0 <= 0x20 }
    guard rest.first == UInt8(ascii: "(") else { return nil }
    let inner = rest.dropFirst().prefix { $0 != UInt8(ascii: ")") }.filter { $0 != UInt8(ascii: "\\") }
    return inner.isEmpty ? nil : String(decoding: inner, as: UTF8.self)
  }

  /// The data of the next stream that says in its dictionary that it holds objects (ISO 32000-1 §7.5.7).
  private static func nextObjectStream(_ content: [UInt8], from start: Int) -> Range<Int>? {
    var index = start
    while let mark = ByteSearch.first(Array("/ObjStm".utf8), in: content, from: index) {
      index = mark + 7
      guard let keyword = ByteSearch.first(Array("stream".utf8), in: content, from: index) else { return nil }
      var begin = keyword + 6
      while begin < content.count, content[begin] == 0x0D || content[begin] == 0x0A { begin += 1 }
      let window = Array(content[begin...].prefix(streamLengthLimit))
      let length = ByteSearch.first(Array("endstream".utf8), in: window) ?? window.count
      return begin..<(begin + length)
    }
    return nil
  }

  private static func inflated(_ data: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      data.withUnsafeBufferPointer { input in
        count = martlet_inflate(input.baseAddress, input.count, buffer.baseAddress, limit)
      }
    }
  }
}
