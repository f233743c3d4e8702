/// A URL as browsers understand it (WHATWG URL Standard), kept as its serialisation and where its parts are in it.
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
  /// The whole of it in ASCII.
  public let bytes: [UInt8]
  let layout: Layout

  /// Where the parts begin and end in `bytes`.
  struct Layout: Hashable, Sendable {
    var schemeEnd = 0
    var username = 0..<0
    var password = 0..<0
    var host: Range<Int>?
    var port: UInt16?
    var path = 0..<0
    var query: Range<Int>?
    var fragment: Range<Int>?
    var hasOpaquePath = false
  }

  /// Reads `text` against `base`; `nil` where browsers fail.
  public init?(_ text: some StringProtocol, base: WebURL? = nil) {
    self.init(Array(text.utf8), base: base)
  }

  /// Reads UTF-8.
  public init?(_ text: [UInt8], base: WebURL? = nil) {
    var parser = WebURLParser(text)
    guard parser.parse(base: base) else { return nil }
    self = parser.url()
  }

  init(bytes: [UInt8], layout: Layout) {
    self.bytes = bytes
    self.layout = layout
  }

  public static func == (left: WebURL, right: WebURL) -> Bool { left.bytes == right.bytes }

  public func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }

  // MARK: Parts

  public var description: String { href }
  public var href: String { String(decoding: bytes, as: UTF8.self) }
  /// In lower case, without the colon.
  public var scheme: String { text(0..<layout.schemeEnd) }
  public var username: String { text(layout.username) }
  public var password: String { text(layout.password) }
  /// Serialised: domains in ASCII, addresses in their one form, IPv6 in brackets; `nil` without one.
  public var host: String? { layout.host.map(text) }
  /// The same without a copy.
  public var hostBytes: ArraySlice<UInt8>? { layout.host.map { bytes[$0] } }
  /// `nil` where it is the scheme's own.
  public var port: UInt16? { layout.port }
  public var path: String { text(layout.path) }
  /// Without the question mark.
  public var query: String? { layout.query.map(text) }
  /// Without the number sign.
  public var fragment: String? { layout.fragment.map(text) }
  /// `http` or `https`.
  public var isWeb: Bool { matches("http:") || matches("https:") }
  /// The host is an address, whatever it was written as.
  public var hasAddressHost: Bool {
    guard let host = layout.host, let first = bytes[host].first else { return false }
    return first == UInt8(ascii: "[") || isSpecial && bytes[host].allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
  }
  public var hasCredentials: Bool { !layout.username.isEmpty || !layout.password.isEmpty }

  var isSpecial: Bool { WebURLScheme(bytes[..<layout.schemeEnd]).isSpecial }

  func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func matches(_ prefix: StaticString) -> Bool { prefix.withUTF8Buffer { bytes.starts(with: $0) } }
}
