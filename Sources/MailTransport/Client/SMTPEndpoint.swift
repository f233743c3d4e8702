import MailTypes
import NIOCore
import SMTPCore

/// One place to connect to.
struct SMTPEndpoint: Hashable, Sendable {
  enum Address: Hashable, Sendable {
    case ip(IPAddress, port: UInt16)
    case unixSocket(path: String)
  }

  var address: Address
  /// The name the certificate has to be valid for, and the log shows.
  var hostName: String
  var flavor: SMTPClientSession.Flavor
  var tls: NextHop.TLSPolicy

  /// `host[address]:port`, as the log and delivery reports name it.
  var relay: String {
    switch address {
    case .ip(let address, let port): "\(hostName)[\(address)]:\(port)"
    case .unixSocket(let path): "lmtp:\(path)"
    }
  }

  func socketAddress() throws -> SocketAddress {
    switch address {
    case .ip(let address, let port): try SocketAddress(packedIPAddress: ByteBuffer(bytes: address.octets), port: Int(port))
    case .unixSocket(let path): try SocketAddress(unixDomainSocketPath: path)
    }
  }

  /// The same place without TLS.
  var inClear: SMTPEndpoint {
    var endpoint = self
    endpoint.tls = .none
    return endpoint
  }
}
