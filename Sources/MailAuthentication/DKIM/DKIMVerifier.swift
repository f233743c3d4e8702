import InternetMessage
public import MailTypes

/// Verifies the DKIM signatures of messages (RFC 6376 §6, with RFC 8301, RFC 8463 and RFC 8616).
public struct DKIMVerifier<Resolver: DNSResolver>: Sendable {
  private let resolver: Resolver
  private let options: DKIMOptions
  private let now: UTCTime
  private let cache: DKIMKeyCache

  /// `now` is what `x=` is held against. Whoever verifies more than one message keeps the `cache`.
  public init(
    resolver: Resolver, now: UTCTime, options: DKIMOptions = DKIMOptions(), cache: DKIMKeyCache = DKIMKeyCache()
  ) {
    self.resolver = resolver
    self.now = now
    self.cache = cache
    self.options = options
  }

  /// One result for each DKIM-Signature field, from the top; none for a message without. The fields beyond
  /// `DKIMLimits.maximumSignatures` are not looked at, and say so.
  public func verify(_ message: SignedMessage) async -> [DKIMResult] {
    let fields = message.fields("dkim-signature")
    let signatures = fields.prefix(DKIMLimits.maximumSignatures).map { read($0, of: message) }
    let names = signatures.compactMap { try? $0.get().message.tags.keyName }
    let keys = await KeyDirectory(Set(names), resolver, cache)
    var checker = SignatureChecker(message)
    var results: [DKIMResult] = []
    for (field, signature) in zip(fields, signatures) {
      results.append(result(field, signature, keys, &checker, message))
    }
    return results
      + fields.dropFirst(DKIMLimits.maximumSignatures).map { field in
        DKIMResult(
          message.bytes[field.value], nil, reason: .tooManySignatures(limit: DKIMLimits.maximumSignatures))
      }
  }

  private func read(_ field: HeaderField, of message: SignedMessage) -> Result<DKIMSignature, DKIMReason> {
    Result { () throws(DKIMReason) in
      guard message.isWhole else { throw .headerTooLarge }
      let signature = try DKIMSignature(message.bytes[field.value], options: options)
      try signature.message.checkTime(Int(now.microseconds / 1_000_000))
      return signature
    }
  }

  private func result(
    _ field: HeaderField, _ signature: Result<DKIMSignature, DKIMReason>, _ keys: KeyDirectory,
    _ checker: inout SignatureChecker, _ message: SignedMessage
  ) -> DKIMResult {
    let value = message.bytes[field.value]
    do throws(DKIMReason) {
      let risks = try check(try signature.get(), field, keys, &checker)
      let open = DKIMRisk.unsignedFields(message, signed: try signature.get().message.signedFields)
      return DKIMResult(value, try? signature.get(), reason: nil, risks: risks + open)
    } catch {
      return DKIMResult(value, try? signature.get(), reason: error)
    }
  }

  private func check(
    _ signature: DKIMSignature, _ field: HeaderField, _ keys: KeyDirectory, _ checker: inout SignatureChecker
  ) throws(DKIMReason) -> [DKIMRisk] {
    // RFC 6376 §6.1.2 comes before §6.1.3: without a key nothing is said about the message.
    let candidates = try keys.firstResult(signature.message.tags.keyName) { key throws(DKIMReason) in
      let record = key.record
      try record.check(signature.message.tags, service: options.service)
      try record.check(signature, allowLegacyAlgorithms: options.allowLegacyAlgorithms)
      let publicKey = try key.publicKey(allowLegacyAlgorithms: options.allowLegacyAlgorithms)
      try checker.checkFields(signature.message, field, publicKey)
      return record.isTesting
    }
    let unsigned = try checker.checkBody(signature.message, ignoringLength: options.service != .email)
    return (unsigned > 0 ? [.unsignedBody(octets: unsigned)] : []) + (candidates ? [.testing] : [])
  }
}
