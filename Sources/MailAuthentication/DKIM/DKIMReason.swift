/// Why a signature does not verify.
public enum DKIMReason: Error, Hashable, Sendable {
  // The signature field (RFC 6376 §6.1.1).
  case malformedSignature(String)
  case missingTag(String)
  case unsupportedVersion(String)
  case unsupportedAlgorithm(String)
  case unsupportedCanonicalization(String)
  case unsupportedQueryMethod(String)
  case fromNotSigned
  case identityOutsideDomain
  case expired(seconds: Int)
  case tooManySignatures(limit: Int)
  case headerTooLarge
  // The key (§6.1.2).
  case keyUnavailable(String)
  case noKey
  case malformedKey(String)
  case keyRevoked
  case keyTypeMismatch(String)
  case keyForbidsHash(String)
  case keyForbidsService(String)
  case keyForbidsIdentity
  case keyTooShort(bits: Int)
  case keyTooLong(bits: Int)
  // The signature itself (§6.1.3).
  case bodyShorterThanSigned(signed: Int, octets: Int)
  case bodyHashMismatch
  case signatureMismatch

  /// As RFC 8601 §2.7.1 names it: what later may come out otherwise is `temperror`, what can never verify `permerror`, and
  /// a signature that was computed over something else `fail`.
  public var verdict: DKIMResult.Verdict {
    switch self {
    case .keyUnavailable: .temperror
    case .bodyShorterThanSigned, .bodyHashMismatch, .signatureMismatch: .fail
    default: .permerror
    }
  }
}

extension DKIMReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .malformedSignature(let detail): "signature syntax error: \(detail)"
    case .missingTag(let name): "the signature has no \(name)= tag"
    case .unsupportedVersion(let version): "signature version \(version) is not known"
    case .unsupportedAlgorithm(let name): "algorithm \(name) is not accepted"
    case .unsupportedCanonicalization(let name): "canonicalization \(name) is not known"
    case .unsupportedQueryMethod(let name): "query method \(name) is not known"
    case .fromNotSigned: "the From field is not signed"
    case .identityOutsideDomain: "the domain of i= is not that of d= or below it"
    case .expired(let seconds): "signature expired \(seconds) seconds ago"
    case .tooManySignatures(let limit): "not checked: the message has more than \(limit) signatures"
    case .headerTooLarge: "not checked: the header is too large to be read whole"
    case .keyUnavailable(let detail): "key unavailable: \(detail)"
    case .noKey: "no key for signature"
    case .malformedKey(let detail): "key syntax error: \(detail)"
    case .keyRevoked: "key revoked"
    case .keyTypeMismatch(let type): "the key is of type \(type), the signature is not"
    case .keyForbidsHash(let name): "the key does not allow the hash \(name)"
    case .keyForbidsService(let name): "the key is not meant for \(name)"
    case .keyForbidsIdentity: "the key does not allow the identity of i="
    case .keyTooShort(let bits): "the key has \(bits) bits, \(DKIMLimits.rsaKeyBits.lowerBound) is the least"
    case .keyTooLong(let bits): "the key has \(bits) bits, \(DKIMLimits.rsaKeyBits.upperBound) is the most"
    case .bodyShorterThanSigned(let signed, let octets): "the signature covers \(signed) octets of body, there are \(octets)"
    case .bodyHashMismatch: "body hash did not verify"
    case .signatureMismatch: "signature did not verify"
    }
  }
}
