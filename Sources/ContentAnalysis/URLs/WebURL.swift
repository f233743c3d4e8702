/// A URL as browsers understand it (WHATWG URL Standard).
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
  /// The whole of it, serialised.
  public let href: String

  /// Reads `text` against `base`; `nil` where browsers fail.
  public init?(_ text: some StringProtocol, base: WebURL? = nil) {
    href = String(text)
  }

  public var description: String { href }
  /// In lower case, without the colon.
  public var scheme: String { "" }
  public var username: String { "" }
  public var password: String { "" }
  /// Serialised: domains in ASCII, addresses in their one form, IPv6 in brackets; `nil` without one.
  public var host: String? { nil }
  /// `nil` where it is the scheme's own.
  public var port: UInt16? { nil }
  public var path: String { "" }
  public var query: String? { nil }
  public var fragment: String? { nil }
  /// `http` or `https`.
  public var isWeb: Bool { scheme == "http" || scheme == "https" }
}
