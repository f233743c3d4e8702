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
  /// Octets kept of record sets; libunbound keeps half of it again for whole answers.
  public var cacheSize: Int
  /// After which a question is answered with `timeout`.
  public var questionTime: Duration

  public init(
    source: Source = .resolvConf(path: "/etc/resolv.conf"), stubs: [Stub] = [], trustAnchors: [String] = [],
    cacheSize: Int = 64 << 20, questionTime: Duration = .seconds(20)
  ) {
    self.source = source
    self.stubs = stubs
    self.trustAnchors = trustAnchors
    self.cacheSize = cacheSize
    self.questionTime = questionTime
  }
}
