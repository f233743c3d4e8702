import Crypto
import CryptoExtras
import FoundationEssentials

/// A private key that signs mail, and what is published of it.
public struct DKIMSigningKey: Sendable {
  enum Key: Sendable {
    case rsa(_RSA.Signing.PrivateKey)
    case ed25519(Curve25519.Signing.PrivateKey)
  }

  /// What can be made.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// RFC 8301 §3.2: signers should use at least 2048 bits.
    case rsa2048 = "rsa"
    /// RFC 8463. Not all receivers verify it yet: sign with an RSA key beside it.
    case ed25519
  }

  /// What is wrong with a key that was given.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case notAPrivateKey
    case tooShort(bits: Int)
    case noKeyMade

    public var description: String {
      switch self {
      case .notAPrivateKey: "not an RSA or Ed25519 private key in PEM (PKCS #8 or PKCS #1), without a passphrase"
      case .tooShort(let bits):
        "an RSA key of \(bits) bits; receivers take \(DKIMLimits.rsaKeyBits.lowerBound) and more (RFC 8301)"
      case .noKeyMade: "the cryptographic library made no key"
      }
    }
  }

  let key: Key

  /// A new key.
  public init(_ kind: Kind) throws(Failure) {
    switch kind {
    case .rsa2048:
      guard let key = try? _RSA.Signing.PrivateKey(keySize: .bits2048) else { throw .noKeyMade }
      self.key = .rsa(key)
    case .ed25519: key = .ed25519(Curve25519.Signing.PrivateKey())
    }
  }

  /// Reads PKCS #8 (`PRIVATE KEY`, RFC 5958; Ed25519 as in RFC 8410 §7) or PKCS #1 (`RSA PRIVATE KEY`).
  public init(pem: String) throws(Failure) {
    if let seed = DKIMSigningKey.ed25519Seed(pem), let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) {
      self.key = .ed25519(key)
    } else if let key = try? _RSA.Signing.PrivateKey(unsafePEMRepresentation: pem) {
      guard key.keySizeInBits >= DKIMLimits.rsaKeyBits.lowerBound else { throw .tooShort(bits: key.keySizeInBits) }
      self.key = .rsa(key)
    } else {
      throw .notAPrivateKey
    }
  }

  /// The 32 octets of an Ed25519 private key, which RFC 8032 §7.1 lists.
  public init(ed25519Seed seed: [UInt8]) throws(Failure) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw .notAPrivateKey }
    self.key = .ed25519(key)
  }

  /// PKCS #8.
  public var pem: String {
    switch key {
    case .rsa(let key): return key.pkcs8PEMRepresentation
    case .ed25519(let key):
      let text = TagValue.base64Text(DKIMSigningKey.ed25519Prefix + key.rawRepresentation)
      return "-----BEGIN PRIVATE KEY-----\n\(text)\n-----END PRIVATE KEY-----"
    }
  }

  /// What it would be made as; all RSA keys are of one kind, whatever their length.
  public var kind: Kind {
    switch key {
    case .rsa: .rsa2048
    case .ed25519: .ed25519
    }
  }

  public var algorithm: DKIMAlgorithm {
    switch key {
    case .rsa: .rsaSHA256
    case .ed25519: .ed25519SHA256
    }
  }

  /// The text of the key record (RFC 6376 §3.6.1, RFC 8463 §4).
  public var recordText: String {
    switch key {
    case .rsa(let key): "v=DKIM1; k=rsa; p=" + TagValue.base64Text(key.publicKey.derRepresentation)
    case .ed25519(let key): "v=DKIM1; k=ed25519; p=" + TagValue.base64Text(key.publicKey.rawRepresentation)
    }
  }

  /// PrivateKeyInfo with the algorithm id-Ed25519, up to the 32 octets (RFC 8410 §7).
  private static let ed25519Prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  private static func ed25519Seed(_ pem: String) -> [UInt8]? {
    let lines = pem.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
    guard pem.contains("-----BEGIN PRIVATE KEY-----"), let der = Base64Value.octets(Array(lines.joined().utf8)[...]),
      der.starts(with: ed25519Prefix), der.count >= ed25519Prefix.count + 32
    else { return nil }
    return Array(der[ed25519Prefix.count...].prefix(32))
  }
}

extension DKIMSigningKey {
  /// The signature of a hash (RFC 6376 §3.3.1, RFC 8463 §3).
  func sign(_ octets: [UInt8]) throws -> [UInt8] {
    let digest = SHA256.hash(data: octets)
    switch key {
    case .rsa(let key): return [UInt8](try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation)
    case .ed25519(let key): return [UInt8](try key.signature(for: Data(digest)))
    }
  }
}
