/// A link without what differs from copy to copy: its host, and of its path and query the shape.
enum LinkForm {
  static func hash(of url: WebURL) -> UInt64 {
    var form = Array((url.host ?? url.scheme).utf8)
    for segment in url.path.utf8.split(separator: UInt8(ascii: "/")) {
      form.append(UInt8(ascii: "/"))
      append(segment, to: &form)
    }
    for pair in (url.query ?? "").utf8.split(separator: UInt8(ascii: "&")) {
      form.append(UInt8(ascii: "&"))
      form.append(contentsOf: pair.prefix { $0 != UInt8(ascii: "=") })
    }
    return form.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  /// A word stays; what holds digits, or is long, is taken for a number that names the reader.
  private static func append(_ segment: some Collection<UInt8>, to form: inout [UInt8]) {
    let isWord = segment.count <= 16 && !segment.contains { (0x30...0x39).contains($0) }
    if isWord { form.append(contentsOf: segment) } else { form.append(UInt8(ascii: "*")) }
  }
}
