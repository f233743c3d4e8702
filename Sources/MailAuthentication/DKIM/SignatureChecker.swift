import InternetMessage

/// Checks signatures over one message against keys (RFC 6376 §6.1.3). The body is hashed once for all signatures that agree
/// on how.
struct SignatureChecker {
  private let message: SignedMessage
  private var bodies: [BodyDigest.Key: BodyDigest] = [:]

  init(_ message: SignedMessage) { self.message = message }

  /// Compares the body with `bh=`.
  /// - Returns: the canonical octets that `l=` leaves out.
  mutating func checkBody(_ signature: MessageSignature, ignoringLength: Bool) throws(DKIMReason) -> Int {
    let body = bodyDigest(BodyDigest.Key(signature, ignoringLength: ignoringLength))
    let signed = ignoringLength ? nil : signature.bodyLength
    // RFC 6376 §3.5: `l=` must not be larger than the body.
    if let signed, signed > body.octets { throw .bodyShorterThanSigned(signed: signed, octets: body.octets) }
    guard body.digest == signature.bodyHash else { throw .bodyHashMismatch }
    return signed.map { body.octets - $0 } ?? 0
  }

  /// Compares the fields that are signed, and the signature `field` itself, with `b=`.
  func checkFields(_ signature: MessageSignature, _ field: HeaderField, _ key: DKIMPublicKey) throws(DKIMReason) {
    let octets = message.signedOctets(
      message.selected(signature.signedFields), field, omitting: signature.tags.signatureRange,
      signature.canonicalization.header)
    guard key.verifies(signature.tags.signature, of: MessageDigest(octets, for: signature.tags.algorithm)) else {
      throw .signatureMismatch
    }
  }

  private mutating func bodyDigest(_ key: BodyDigest.Key) -> BodyDigest {
    if let body = bodies[key] { return body }
    let body = BodyDigest(message.body, key)
    bodies[key] = body
    return body
  }
}

extension SignedMessage {
  /// RFC 6376 §3.7: the fields in order, then the signature field with an empty `b=` and without a line end.
  func signedOctets(
    _ fields: [HeaderField], _ signature: HeaderField, omitting range: Range<Int>, _ algorithm: DKIMCanonicalization.Algorithm
  ) -> [UInt8] {
    var canonicalizer = HeaderCanonicalizer(algorithm)
    let last = HeaderCanonicalizer.Field(name: signature.name, whole: signature.whole, omitted: range, isLast: true)
    canonicalizer.append(fields.map(HeaderCanonicalizer.Field.init) + [last], of: bytes)
    return canonicalizer.octets
  }

  /// Fields in relaxed form, one after the other.
  func canonical(_ fields: [HeaderField]) -> [UInt8] {
    var canonicalizer = HeaderCanonicalizer(.relaxed)
    canonicalizer.append(fields.map(HeaderCanonicalizer.Field.init), of: bytes)
    return canonicalizer.octets
  }

  /// The same as `signedOctets` for a field that is being made: `unsigned` is all of it, with an empty `b=`, and without a
  /// line end.
  func signedOctets(
    _ fields: [HeaderField], unsigned: [UInt8], _ algorithm: DKIMCanonicalization.Algorithm
  ) -> [UInt8] {
    var canonicalizer = HeaderCanonicalizer(algorithm)
    canonicalizer.append(fields.map(HeaderCanonicalizer.Field.init), of: bytes)
    let name = 0..<(unsigned.firstIndex(of: UInt8(ascii: ":")) ?? unsigned.count)
    canonicalizer.append([HeaderCanonicalizer.Field(name: name, whole: 0..<unsigned.count, isLast: true)], of: unsigned)
    return canonicalizer.octets
  }
}

extension HeaderCanonicalizer.Field {
  init(_ field: HeaderField) { self.init(name: field.name, whole: field.whole) }
}
