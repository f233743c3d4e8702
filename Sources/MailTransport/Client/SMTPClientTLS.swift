import MailTypes
import NIOSSL

/// The TLS contexts of the client: one that takes any certificate, one that wants a valid one.
public struct SMTPClientTLS: Sendable {
  private let opportunistic: NIOSSLContext
  private let verifying: NIOSSLContext

  /// `trustRoots`: a PEM file of certificate authorities, or `nil` for those of the system.
  /// - Throws: `NIOSSLError` where the file cannot be read or holds no certificate.
  public init(trustRoots: String? = nil) throws {
    // RFC 8997: nothing below 1.2.
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.certificateVerification = .none
    opportunistic = try NIOSSLContext(configuration: configuration)
    configuration.certificateVerification = .fullVerification
    if let trustRoots { configuration.trustRoots = .file(trustRoots) }
    verifying = try NIOSSLContext(configuration: configuration)
  }

  /// RFC 7435 for `opportunistic`; for `required` the certificate is held against the host's name, or against its address
  /// where it was configured as one.
  func handler(for endpoint: SMTPEndpoint) throws -> NIOSSLClientHandler {
    let name = IPAddress(endpoint.hostName) == nil ? endpoint.hostName : nil
    return try NIOSSLClientHandler(context: endpoint.tls == .required ? verifying : opportunistic, serverHostname: name)
  }
}
