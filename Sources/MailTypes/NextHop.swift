/// Where a copy of a message goes next, as the configuration and the queue write it:
/// `maildir:/var/mail/example`, `smtp://host[:port]`, `lmtp://host[:port]`, `lmtp:/path/of/socket`, `mx:example.org`;
/// `smtp` and `lmtp` over TCP, and `mx`, take `?tls=none|opportunistic|required` (default `opportunistic`).
public enum NextHop: Hashable, Sendable {
  /// A folder of Maildirs, one per recipient: `<root>/<domain>/<local-part>`.
  case maildir(root: String)
  /// A named host: no MX look-up is made (RFC 5321 §5.1 does not apply to a smart host).
  case smtp(Host)
  case lmtp(Host)
  case lmtpSocket(path: String)
  /// The mail exchangers of a domain (RFC 5321 §5.1).
  case mx(DomainName, TLSPolicy)

  public struct Host: Hashable, Sendable {
    /// A domain name or an address, without brackets.
    public var name: String
    public var port: UInt16
    public var tls: TLSPolicy

    public init(name: String, port: UInt16, tls: TLSPolicy = .opportunistic) {
      self.name = name
      self.port = port
      self.tls = tls
    }
  }

  public enum TLSPolicy: String, Hashable, Sendable, CaseIterable {
    /// Never, even where offered.
    case none
    /// Where STARTTLS is offered, with any certificate (RFC 7435).
    case opportunistic
    /// With a certificate that is valid for the host's name, or the message waits.
    case required
  }

  public init?(_ text: some StringProtocol) {
    let text = String(text)
    if text.hasPrefix("maildir:/"), text.utf8.count > 9 {
      self = .maildir(root: String(text.dropFirst(8)))
    } else if text.hasPrefix("lmtp:/"), !text.hasPrefix("lmtp://"), text.utf8.count > 6 {
      self = .lmtpSocket(path: String(text.dropFirst(5)))
    } else if let host = NextHop.host(text, scheme: "smtp://", defaultPort: 25) {
      self = .smtp(host)
    } else if let host = NextHop.host(text, scheme: "lmtp://", defaultPort: 24) {
      self = .lmtp(host)
    } else if text.hasPrefix("mx:"), let (name, tls) = NextHop.splitPolicy(text.dropFirst(3)), let domain = DomainName(name) {
      self = .mx(domain, tls)
    } else {
      return nil
    }
  }

  private static func host(_ text: String, scheme: String, defaultPort: UInt16) -> Host? {
    guard text.hasPrefix(scheme), let (authority, tls) = splitPolicy(text.dropFirst(scheme.count)) else { return nil }
    let (name, rest): (Substring, Substring)
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else { return nil }
      (name, rest) = (
        authority[authority.index(after: authority.startIndex)..<close], authority[authority.index(after: close)...]
      )
      guard IPAddress(name) != nil else { return nil }
    } else {
      let colon = authority.firstIndex(of: ":") ?? authority.endIndex
      (name, rest) = (authority[..<colon], authority[colon...])
      guard DomainName(name) != nil else { return nil }
    }
    guard !rest.isEmpty else { return Host(name: String(name), port: defaultPort, tls: tls) }
    guard rest.first == ":", let port = UInt16(rest.dropFirst()), port > 0 else { return nil }
    return Host(name: String(name), port: port, tls: tls)
  }

  private static func splitPolicy(_ text: Substring) -> (Substring, TLSPolicy)? {
    guard let mark = text.firstIndex(of: "?") else { return (text, .opportunistic) }
    let query = text[text.index(after: mark)...]
    guard query.hasPrefix("tls="), let policy = TLSPolicy(rawValue: String(query.dropFirst(4))) else { return nil }
    return (text[..<mark], policy)
  }
}

extension NextHop: CustomStringConvertible {
  public var description: String {
    switch self {
    case .maildir(let root): "maildir:\(root)"
    case .smtp(let host): "smtp://\(host)"
    case .lmtp(let host): "lmtp://\(host)"
    case .lmtpSocket(let path): "lmtp:\(path)"
    case .mx(let domain, let tls): "mx:\(domain)" + NextHop.query(tls)
    }
  }

  fileprivate static func query(_ tls: TLSPolicy) -> String { tls == .opportunistic ? "" : "?tls=\(tls.rawValue)" }
}

extension NextHop.Host: CustomStringConvertible {
  public var description: String { (name.contains(":") ? "[\(name)]" : name) + ":\(port)" + NextHop.query(tls) }
}

extension NextHop: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let hop = NextHop(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a next hop: \(text)")
    }
    self = hop
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
