public import NIOSSL
import Synchronization

/// The certificate a listener shows, read from PEM files and read again on demand. Connections that are open keep the
/// context they began with.
public final class TLSContextSource: Sendable {
  private let certificateChain: String
  private let privateKey: String
  private let current: Mutex<NIOSSLContext>

  /// - Throws: `NIOSSLError` and file errors where a file cannot be read, holds no certificate, or key and certificate do
  ///   not belong together.
  public init(certificateChain: String, privateKey: String) throws {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    current = Mutex(try TLSContextSource.load(certificateChain, privateKey))
  }

  /// The context for the next handshake.
  public var context: NIOSSLContext { current.withLock { $0 } }

  /// Reads the files again. The context in use stays where this throws.
  public func reload() throws {
    let loaded = try TLSContextSource.load(certificateChain, privateKey)
    current.withLock { $0 = loaded }
  }

  /// TLS 1.2 at least (RFC 8997 takes 1.0 and 1.1 out of mail).
  private static func load(_ certificateChain: String, _ privateKey: String) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(certificateChain).map { NIOSSLCertificateSource.certificate($0) }
    let key = try NIOSSLPrivateKey(file: privateKey, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    return try NIOSSLContext(configuration: configuration)
  }
}
