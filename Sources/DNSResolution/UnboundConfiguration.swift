public import MailTypes

/// How libunbound finds its answers.
public struct UnboundConfiguration: Hashable, Sendable, Codable {
  public enum Source: Hashable, Sendable, Codable {
    /// From the root down, with the built-in root hints.
    case recursion
    /// Through the name servers of a `resolv.conf` file.
    case resolvConf(path: String)
    /// Through these name servers.
    case forwarders([Server])
  }

  public struct Server: Hashable, Sendable, Codable {
    public var address: IPAddress
    public var port: UInt16

    public init(address: IPAddress, port: UInt16 = 53) {
      self.address = address
      self.port = port
    }
  }

  /// A zone whose authoritative server is known, and asked directly.
  public struct Stub: Hashable, Sendable, Codable {
    /// The zone's name, with or without the final dot.
    public var zone: String
    public var server: Server

    public init(zone: String, server: Server) {
      self.zone = zone
      self.server = server
    }
  }

  public var source: Source
  public var stubs: [Stub]
  /// DS or DNSKEY records in zone file form; none means that no answer is ever called secure.
  public var trustAnchors: [String]
  /// File of such records, as unbound-anchor(8) writes it.
  public var trustAnchorFile: String?
  /// Octets kept of record sets; libunbound keeps half of it again for whole answers.
  public var cacheSize: Int
  /// After which a question is answered with `timeout`.
  public var questionTime: Duration
  /// How long a time-out or failure is the answer to the same question (RFC 9520 §3.2: at most five minutes).
  public var failureTime: Duration
  /// The longest that "no such name" and "no such record" are kept, whatever the zone says (RFC 2308 §5).
  public var negativeTime: Duration

  public init(
    source: Source = .resolvConf(path: "/etc/resolv.conf"), stubs: [Stub] = [], trustAnchors: [String] = [],
    trustAnchorFile: String? = nil, cacheSize: Int = 64 << 20, questionTime: Duration = .seconds(20),
    failureTime: Duration = .seconds(30), negativeTime: Duration = .seconds(900)
  ) {
    self.source = source
    self.stubs = stubs
    self.trustAnchors = trustAnchors
    self.trustAnchorFile = trustAnchorFile
    self.cacheSize = cacheSize
    self.questionTime = questionTime
    self.failureTime = failureTime
    self.negativeTime = negativeTime
  }
}
