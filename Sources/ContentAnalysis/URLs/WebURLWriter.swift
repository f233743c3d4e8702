/// Writes the serialisation of a URL, part by part, and keeps where each is.
struct WebURLWriter {
  private var bytes: [UInt8]
  private var layout = WebURL.Layout()

  init(scheme: [UInt8]) {
    bytes = scheme + [UInt8(ascii: ":")]
    layout.schemeEnd = scheme.count
  }

  private mutating func append(_ text: [UInt8]) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return start..<bytes.count
  }

  mutating func append(username: [UInt8], password: [UInt8]) {
    bytes.append(contentsOf: "//".utf8)
    layout.username = append(username)
    if !password.isEmpty {
      bytes.append(UInt8(ascii: ":"))
      layout.password = append(password)
    }
    if !username.isEmpty || !password.isEmpty { bytes.append(UInt8(ascii: "@")) }
  }

  mutating func append(host: [UInt8], port: UInt16?) {
    layout.host = append(host)
    layout.port = port
    if let port { bytes.append(contentsOf: ":\(port)".utf8) }
  }

  /// A path that begins with two slashes would be taken for a host.
  mutating func appendPathMark() { bytes.append(contentsOf: "/.".utf8) }

  mutating func append(path: [UInt8], isOpaque: Bool) {
    layout.path = append(path)
    layout.hasOpaquePath = isOpaque
  }

  mutating func append(query: [UInt8]?, fragment: [UInt8]?) {
    if let query {
      bytes.append(UInt8(ascii: "?"))
      layout.query = append(query)
    }
    if let fragment {
      bytes.append(UInt8(ascii: "#"))
      layout.fragment = append(fragment)
    }
  }

  func url() -> WebURL { WebURL(bytes: bytes, layout: layout) }
}
