public import NIOSSL
import Synchronization

/// The certificate a listener shows, read from PEM files and read again on demand. Connections that are open keep the
/// context they began with.
public final class TLSContextSource: Sendable {
  private let certificateChain: String
  private let privateKey: String
  private let minimumVersion: TLSVersion
  private let current: Mutex<NIOSSLContext>

  /// `minimumVersion`: TLS 1.2 at least (RFC 8997 takes 1.0 and 1.1 out of mail).
  /// - Throws: `NIOSSLError` and file errors where a file cannot be read, holds no certificate, or key and certificate do
  ///   not belong together.
  public init(certificateChain: String, privateKey: String, minimumVersion: TLSVersion = .tlsv12) throws {
    self.certificateChain = certificateChain
    self.privateKey = privateKey
    self.minimumVersion = minimumVersion
    current = Mutex(try TLSContextSource.load(certificateChain, privateKey, minimumVersion))
  }

  /// The context for the next handshake.
  public var context: NIOSSLContext { current.withLock { $0 } }

  /// Reads the files again. The context in use stays where this throws.
  public func reload() throws {
    let loaded = try TLSContextSource.load(certificateChain, privateKey, minimumVersion)
    current.withLock { $0 = loaded }
  }

  private static func load(
    _ certificateChain: String, _ privateKey: String, _ minimumVersion: TLSVersion
  ) throws -> NIOSSLContext {
    let chain = try NIOSSLCertificate.fromPEMFile(certificateChain).map { NIOSSLCertificateSource.certificate($0) }
    let key = try NIOSSLPrivateKey(file: privateKey, format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = minimumVersion
    return try NIOSSLContext(configuration: configuration)
  }
}
