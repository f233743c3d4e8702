import InternetMessage
public import MailTypes

/// Validates the chain of a message (RFC 8617 §5.2).
public struct ARCValidator<Resolver: DNSResolver>: Sendable {
  private let resolver: Resolver
  private let now: UTCTime
  private let cache: DKIMKeyCache

  /// Whoever validates more than one message keeps the `cache`, and shares it with `DKIMVerifier`.
  public init(resolver: Resolver, now: UTCTime, cache: DKIMKeyCache = DKIMKeyCache()) {
    self.resolver = resolver
    self.now = now
    self.cache = cache
  }

  public func validate(_ message: SignedMessage) async -> ARCResult {
    let chain: ARCChain
    do {
      chain = try ARCChain(message)
    } catch {
      return ARCResult(verdict: .fail, instances: 0, reason: error, sealers: [])
    }
    guard !chain.sets.isEmpty else { return ARCResult(verdict: .none, instances: 0, reason: nil, sealers: []) }
    let reason = await fault(of: chain, message)
    return ARCResult(
      verdict: reason == nil ? .pass : .fail, instances: chain.sets.count, reason: reason, sealers: sealers(chain, message))
  }

  private func fault(of chain: ARCChain, _ message: SignedMessage) async -> ARCReason? {
    do {
      let seals = try seals(chain, message)
      let signature = try messageSignature(chain, message)
      let names = seals.map(\.tags.keyName) + [signature.tags.keyName]
      let keys = await KeyDirectory(Set(names), resolver, cache)
      try checkMessage(signature, chain, message, keys)
      // §5.2 step 6: every seal, the last one first.
      for index in seals.indices.reversed() { try checkSeal(seals[index], index, chain, message, keys) }
      return nil
    } catch {
      return error
    }
  }

  /// The seals, with the statuses that a chain has to have (§5.2 steps 2 and 3).
  private func seals(_ chain: ARCChain, _ message: SignedMessage) throws(ARCReason) -> [ARCSeal] {
    var seals: [ARCSeal] = []
    for (index, set) in chain.sets.enumerated() {
      do {
        seals.append(try ARCSeal(message.bytes[set.seal.value]))
      } catch {
        throw .seal(instance: index + 1, error)
      }
    }
    if seals.last?.chainStatus == "fail" { throw .failedBefore(instance: seals.count) }
    for (index, seal) in seals.enumerated() {
      guard seal.chainStatus == (index == 0 ? "none" : "pass") else {
        throw .badChainStatus(instance: index + 1, seal.chainStatus)
      }
    }
    return seals
  }

  private func messageSignature(_ chain: ARCChain, _ message: SignedMessage) throws(ARCReason) -> MessageSignature {
    let instance = chain.sets.count
    let signature: MessageSignature
    do throws(DKIMReason) {
      guard let field = chain.sets.last?.messageSignature else { throw .missingTag("b") }
      signature = try MessageSignature(
        try TagList.signature(message.bytes[field.value]), allowLegacyAlgorithms: false)
      try signature.checkTime(Int(now.microseconds / 1_000_000))
    } catch {
      throw .messageSignature(instance: instance, error)
    }
    // §4.1.2: ARC-Seal fields must not be covered.
    guard !signature.signs(ARCSet.Kind.seal.rawValue) else { throw .signsSeal(instance: instance) }
    return signature
  }

  /// §5.2 step 4: the ARC-Message-Signature of the last instance.
  private func checkMessage(
    _ signature: MessageSignature, _ chain: ARCChain, _ message: SignedMessage, _ keys: KeyDirectory
  ) throws(ARCReason) {
    guard let field = chain.sets.last?.messageSignature else { return }
    do throws(DKIMReason) {
      var checker = SignatureChecker(message)
      try keys.firstResult(signature.tags.keyName) { key throws(DKIMReason) in
        try key.record.check(signature.tags, service: .email)
        try checker.checkFields(signature, field, try key.publicKey(allowLegacyAlgorithms: false))
      }
      _ = try checker.checkBody(signature, ignoringLength: false)
    } catch {
      throw .messageSignature(instance: chain.sets.count, error)
    }
  }

  /// §5.1.1: a seal covers the sets up to its own in order, relaxed, itself last and with an empty `b=`.
  private func checkSeal(
    _ seal: ARCSeal, _ index: Int, _ chain: ARCChain, _ message: SignedMessage, _ keys: KeyDirectory
  ) throws(ARCReason) {
    let set = chain.sets[index]
    let fields = chain.sets[..<index].flatMap(\.fields) + [set.authenticationResults, set.messageSignature]
    let octets = message.signedOctets(fields, set.seal, omitting: seal.tags.signatureRange, .relaxed)
    do throws(DKIMReason) {
      try keys.firstResult(seal.tags.keyName) { key throws(DKIMReason) in
        try key.record.check(seal.tags, service: .email)
        let publicKey = try key.publicKey(allowLegacyAlgorithms: false)
        guard publicKey.verifies(seal.tags.signature, of: MessageDigest(octets, for: seal.tags.algorithm)) else {
          throw .signatureMismatch
        }
      }
    } catch {
      throw .seal(instance: index + 1, error)
    }
  }

  private func sealers(_ chain: ARCChain, _ message: SignedMessage) -> [ARCResult.Sealer] {
    chain.sets.enumerated().map { index, set in
      let seal = try? ARCSeal(message.bytes[set.seal.value])
      let results = message.bytes[set.authenticationResults.value]
      let payload = results.firstIndex(of: UInt8(ascii: ";")).map { results[($0 + 1)...] } ?? []
      let signature = try? TagList(message.bytes[set.messageSignature.value])
      return ARCResult.Sealer(
        instance: index + 1, domain: seal?.tags.domain.text, selector: seal?.tags.selector.text,
        messageDomain: signature?.text("d").flatMap { DomainName($0) }?.text,
        results: AuthenticationResults(lenient: payload))
    }
  }
}
