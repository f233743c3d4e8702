import InternetMessage
public import MailTypes

/// Adds an ARC Set to a message that is passed on (RFC 8617 §5.1).
public struct ARCSealer: Sendable {
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// RFC 8617 §5.1: a chain that was found broken, or that is full, is not added to.
    case chainEnded
    case headerTooLarge
    case notSigned

    public var description: String {
      switch self {
      case .chainEnded: "the chain has ended: it is full, or broken beyond repair"
      case .headerTooLarge: "the header is too large to be signed whole"
      case .notSigned: "the key could not sign"
      }
    }
  }

  private let domain: DomainName
  private let selector: DKIMSigner.Selector
  private let fields: SignedFields

  /// `fields` are covered by the ARC-Message-Signature, which should not cover Authentication-Results (RFC 8617 §4.1.2).
  public init(domain: DomainName, selector: DKIMSigner.Selector, fields: SignedFields = ARCSealer.standardFields) {
    self.domain = domain
    self.selector = selector
    self.fields = fields
  }

  /// As for DKIM, and the DKIM-Signature fields themselves (RFC 8617 §4.1.2).
  public static let standardFields = SignedFields(
    sealed: SignedFields.standard.sealed, present: SignedFields.standard.present + ["DKIM-Signature"])

  /// The fields to put above the message: seal, message signature, results, folded, without the last line ends.
  ///
  /// `verdict` is what the chain was validated to before anything was changed, and `results` what this handler found; they are
  /// all that later handlers learn of it. `bodyHash` is the SHA-256 of the relaxed body, where the message is without its own.
  public func seal(
    _ message: SignedMessage, bodyHash: [UInt8]? = nil, chain verdict: ARCResult.Verdict, results: AuthenticationResults,
    at time: UTCTime
  ) throws(Failure) -> [String] {
    guard message.isWhole else { throw .headerTooLarge }
    let chain = try? ARCChain(message)
    let sets = chain?.sets ?? []
    // §5.1.1 and §5.2 step 2: after cv=fail nothing is added.
    if let last = sets.last, (try? ARCSeal(message.bytes[last.seal.value]))?.chainStatus == "fail" { throw .chainEnded }
    guard let instance = chain.map(\.nextInstance) ?? nextInstance(message) else { throw .chainEnded }
    let own = OwnSet(instance: instance, domain: domain, selector: selector, time: Int(time.microseconds / 1_000_000))
    let found = own.authenticationResults(results)
    let hash = bodyHash ?? BodyDigest(message.body, .relaxed).digest
    guard let signature = own.messageSignature(message, bodyHash: hash, fields) else { throw .notSigned }
    // §5.1.2: where the chain failed, the seal covers its own set alone, because there is nothing before it to rely on.
    let covered = verdict == .fail ? [] : message.canonical(sets.flatMap(\.fields))
    let status = sets.isEmpty && verdict == .none ? "none" : verdict.rawValue
    guard let seal = own.seal(covered, [found, signature], status) else { throw .notSigned }
    return [seal, signature, found]
  }

  /// Where the sets are no chain: above the highest instance that any of its fields has.
  private func nextInstance(_ message: SignedMessage) -> Int? {
    let instances = ARCSet.Kind.allCases.flatMap { kind in
      message.fields(kind.rawValue).compactMap { kind.instance(message.bytes[$0.value]) }
    }
    let next = (instances.max() ?? 0) + 1
    return next <= ARCLimits.maximumInstances ? next : nil
  }
}

/// The fields of one new set.
private struct OwnSet {
  let instance: Int
  let domain: DomainName
  let selector: DKIMSigner.Selector
  let time: Int

  /// RFC 8617 §4.1.1.
  func authenticationResults(_ results: AuthenticationResults) -> String {
    (["ARC-Authentication-Results: i=\(instance);"] + results.pieces()).joined(separator: "\r\n ")
  }

  /// §4.1.2; tags in alphabetical order.
  func messageSignature(_ message: SignedMessage, bodyHash: [UInt8], _ fields: SignedFields) -> String? {
    let names = fields.names(message)
    var tail = [("bh", TagValue.base64Text(bodyHash)), ("c", "relaxed/relaxed")]
    tail += [("d", domain.text), ("h", names.joined(separator: ":").lowercased()), ("i", "\(instance)")]
    tail += [("s", selector.name.text), ("t", "\(time)")]
    return signed("ARC-Message-Signature", tail) { unsigned in
      message.signedOctets(message.selected(FieldNames(names)), unsigned: unsigned, .relaxed)
    }
  }

  /// §4.1.3, over `covered`, which are canonical, and the other two fields of the set (§5.1.1).
  func seal(_ covered: [UInt8], _ fields: [String], _ status: String) -> String? {
    let tail = [
      ("cv", status), ("d", domain.text), ("i", "\(instance)"), ("s", selector.name.text), ("t", "\(time)"),
    ]
    return signed("ARC-Seal", tail) { unsigned in
      let own = SignedMessage(Array((fields.joined(separator: "\r\n") + "\r\n").utf8))
      return covered + own.signedOctets(own.header.fields, unsigned: unsigned, .relaxed)
    }
  }

  /// `a=`, `b=`, then the others. `b=` is not folded: a seal covers the spaces that folds would leave in the message signature,
  /// and some software makes lines anew.
  private func signed(
    _ name: String, _ tags: [(String, String)], over octets: ([UInt8]) -> [UInt8]
  ) -> String? {
    func field(_ signature: String) -> String {
      var field = SignatureField(name)
      field.add("a", selector.key.algorithm.rawValue)
      field.add("b", signature)
      for (index, tag) in tags.enumerated() { field.add(tag.0, tag.1, isLast: index == tags.count - 1) }
      return field.text
    }
    guard let signature = try? selector.key.sign(octets(Array(field("").utf8))) else { return nil }
    return field(TagValue.base64Text(signature))
  }
}
