import Crypto
import CryptoExtras

/// A public key that verifies signatures over digests.
enum DKIMPublicKey: Sendable {
  case rsa(_RSA.Signing.PublicKey)
  case ed25519(Curve25519.Signing.PublicKey)
  /// Below what RFC 8301 allows.
  case shortRSA(ShortRSAKey, bits: Int)

  init(_ record: DKIMKeyRecord) throws(DKIMReason) {
    if record.keyType == "ed25519" {
      // RFC 8463 §4: the 32 octets of the key, without the wrapping that RSA keys have.
      guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: record.publicKey) else {
        throw .malformedKey("an Ed25519 key has 32 octets, this one \(record.publicKey.count)")
      }
      self = .ed25519(key)
    } else {
      self = try DKIMPublicKey.rsa(record.publicKey)
    }
  }

  /// RFC 6376 §3.6.1 asks for RSAPublicKey, its examples and nearly all of mail have SubjectPublicKeyInfo: both are read.
  private static func rsa(_ der: [UInt8]) throws(DKIMReason) -> DKIMPublicKey {
    guard let numbers = RSAPublicNumbers(der) else { throw .malformedKey("p= is not an RSA key") }
    let bits = numbers.bitCount
    guard bits >= DKIMLimits.rsaKeyBits.lowerBound else {
      guard bits >= DKIMLimits.legacyRSAKeyBits, let key = ShortRSAKey(numbers) else { throw .keyTooShort(bits: bits) }
      return .shortRSA(key, bits: bits)
    }
    guard bits <= DKIMLimits.rsaKeyBits.upperBound else { throw .keyTooLong(bits: bits) }
    guard let key = try? _RSA.Signing.PublicKey(unsafeDERRepresentation: der) else {
      throw .malformedKey("p= is not an RSA key")
    }
    return .rsa(key)
  }

  func verifies(_ signature: [UInt8], of digest: MessageDigest) -> Bool {
    switch (self, digest) {
    // RFC 8301 §3.1 and RFC 6376 §3.3.2: PKCS #1 v1.5.
    case (.rsa(let key), .sha256(let digest)):
      key.isValidSignature(.init(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
    case (.rsa(let key), .sha1(let digest)):
      key.isValidSignature(.init(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
    // RFC 8463 §3: what is signed is the SHA-256 of the fields, taken as a message (PureEdDSA).
    case (.ed25519(let key), _): key.isValidSignature(signature, for: digest.octets)
    case (.shortRSA(let key, _), _): key.verifies(signature, of: digest)
    }
  }
}
