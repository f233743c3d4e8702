public import MailTypes

/// One socket on which mail comes in.
public struct ListenerSettings: Hashable, Sendable {
  /// For the log and for systemd's socket names.
  public var name: String
  public var kind: Kind
  public var address: ListenerAddress
  /// Where not empty, every connection must begin with a PROXY header (v1 or v2) and come from one of these networks.
  public var proxyProtocol: [IPNetwork]
  /// Clients that are offered XCLIENT.
  public var xclient: [IPNetwork]
  /// Clients that are offered XFORWARD.
  public var xforward: [IPNetwork]

  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Mail from other servers.
    case smtp
    /// Mail from users, who must sign in (RFC 6409).
    case submission
    /// Mail from a server of ours, answered per recipient (RFC 2033).
    case lmtp
  }

  public init(
    name: String, kind: Kind, address: ListenerAddress, proxyProtocol: [IPNetwork] = [], xclient: [IPNetwork] = [],
    xforward: [IPNetwork] = []
  ) {
    self.name = name
    self.kind = kind
    self.address = address
    self.proxyProtocol = proxyProtocol
    self.xclient = xclient
    self.xforward = xforward
  }

  /// Nothing beyond loopback, and ports that need no privilege.
  static func defaults(withSubmission: Bool) -> [ListenerSettings] {
    let loopback = IPAddress.v4(127 << 24 | 1)
    let smtp = ListenerSettings(name: "smtp", kind: .smtp, address: .tcp(loopback, port: 2525))
    let submission = ListenerSettings(name: "submission", kind: .submission, address: .tcp(loopback, port: 2587))
    return withSubmission ? [smtp, submission] : [smtp]
  }
}

extension ListenerSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let kind: Kind? = reader.required(
      "kind", .choice,
      "`smtp`: mail from other servers; `submission`: mail from users who sign in; `lmtp`: mail from a server of yours.")
    name = reader.value(
      "name", .identifier, default: kind?.rawValue ?? "listener", shown: "its kind",
      "Name for the log, and for sockets passed by systemd.")
    let address = reader.required(
      "address", .listenerAddress, "Address and port to listen on; for `lmtp` also the path of a socket.")
    proxyProtocol = reader.list(
      "proxyProtocol", .network, maximum: 256,
      "Load balancers in front of this listener. Where any is named, every connection must come from one of them and begin with a PROXY header."
    )
    xclient = reader.list("xclient", .network, maximum: 256, "Clients that may speak for others with XCLIENT.")
    xforward = reader.list(
      "xforward", .network, maximum: 256, "Clients that may name the original client with XFORWARD, for the log and the scan.")
    guard let kind, let address else { return nil }
    if case .unix = address, kind != .lmtp {
      reader.problem("address", "only lmtp listens on a socket path; give an address and port")
    }
    self.kind = kind
    self.address = address
  }
}
