/// The certificate the gateway shows.
public struct TLSSettings: Hashable, Sendable {
  /// PEM file: the certificate, then its issuers.
  public var certificate: String
  /// PEM file.
  public var key: String
  public var minimumVersion: Version

  public enum Version: String, Hashable, Sendable, CaseIterable {
    case tls12 = "1.2"
    case tls13 = "1.3"
  }

  public init(certificate: String, key: String, minimumVersion: Version = .tls12) {
    self.certificate = certificate
    self.key = key
    self.minimumVersion = minimumVersion
  }
}

extension TLSSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let certificate = reader.required(
      "certificate", .readableFile, "PEM file with the certificate and its issuers. Read again when it changes.")
    let key = reader.required("key", .readableFile, "PEM file with the private key.")
    minimumVersion = reader.value(
      "minimumVersion", .choice, default: .tls12,
      "Oldest version of TLS that is spoken; older ones are broken (RFC 8996).")
    guard let certificate, let key else { return nil }
    self.certificate = certificate
    self.key = key
  }
}
