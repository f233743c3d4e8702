/// Who handed a message over: the connecting client, what it called itself, how the connection was protected.
/// With PROXY, XCLIENT or XFORWARD these are the facts of the original client, given by a listed address.
public struct ClientFacts: Hashable, Sendable, Codable {
  public var address: IPAddress
  public var port: UInt16
  /// The argument of HELO, EHLO or LHLO as sent; empty before any.
  public var helo: String
  /// `SMTP`, `ESMTP`, `ESMTPS`, `ESMTPSA`, `UTF8SMTPS` …, as `with` in Received names it (RFC 3848, RFC 6531 §4.3).
  public var transmissionType: String
  public var tls: TLS?
  /// The user AUTH made sure of, as the users file spells it.
  public var authenticatedUser: String?
  /// The name of the listener the client came through.
  public var listener: String

  public init(
    address: IPAddress, port: UInt16 = 0, helo: String = "", transmissionType: String = "SMTP", tls: TLS? = nil,
    authenticatedUser: String? = nil, listener: String = ""
  ) {
    self.address = address
    self.port = port
    self.helo = helo
    self.transmissionType = transmissionType
    self.tls = tls
    self.authenticatedUser = authenticatedUser
    self.listener = listener
  }

  /// The protected connection: `TLSv1.3`, `TLS_AES_256_GCM_SHA384`.
  public struct TLS: Hashable, Sendable, Codable {
    public var version: String
    public var cipher: String?

    public init(version: String, cipher: String? = nil) {
      self.version = version
      self.cipher = cipher
    }
  }
}
