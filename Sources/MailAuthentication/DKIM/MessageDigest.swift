import Crypto

/// A hash value, by the function that made it.
enum MessageDigest {
  case sha256(SHA256.Digest)
  case sha1(Insecure.SHA1.Digest)

  /// Of a few octets.
  init(_ bytes: [UInt8], for algorithm: DKIMAlgorithm) {
    self = algorithm == .rsaSHA1 ? .sha1(Insecure.SHA1.hash(data: bytes)) : .sha256(SHA256.hash(data: bytes))
  }

  var octets: [UInt8] {
    switch self {
    case .sha256(let digest): Array(digest)
    case .sha1(let digest): Array(digest)
    }
  }
}

/// The hash of a body, and how long it was.
struct BodyDigest {
  let digest: [UInt8]
  /// Canonical octets, those beyond `l=` included.
  let octets: Int

  init(_ body: ArraySlice<UInt8>, _ key: Key) {
    switch key.algorithm {
    case .rsaSHA1: self.init(body, key, BodyHash<Insecure.SHA1>(key.canonicalization, limit: key.limit))
    case .rsaSHA256, .ed25519SHA256: self.init(body, key, BodyHash<SHA256>(key.canonicalization, limit: key.limit))
    }
  }

  /// The SHA-256 of a whole body, for signers.
  init(_ body: ArraySlice<UInt8>, _ canonicalization: DKIMCanonicalization.Algorithm) {
    self.init(body, Key(canonicalization: canonicalization, algorithm: .rsaSHA256, limit: .max))
  }

  private init<Hash>(_ body: ArraySlice<UInt8>, _ key: Key, _ hash: consuming BodyHash<Hash>) {
    var hash = hash
    hash.update(body)
    digest = Array(hash.finish())
    octets = hash.count
  }

  /// What decides the hash of one body: signatures that share it share the pass.
  struct Key: Hashable {
    let canonicalization: DKIMCanonicalization.Algorithm
    let algorithm: DKIMAlgorithm
    let limit: Int
  }
}

extension BodyDigest.Key {
  init(_ signature: MessageSignature, ignoringLength: Bool = false) {
    canonicalization = signature.canonicalization.body
    algorithm = signature.tags.algorithm == .rsaSHA1 ? .rsaSHA1 : .rsaSHA256
    limit = ignoringLength ? .max : signature.bodyLength ?? .max
  }
}
