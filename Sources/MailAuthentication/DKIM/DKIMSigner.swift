public import MailTypes

/// Signs messages of one domain, with one signature for each of its keys (RFC 6376 §5, RFC 8463 §5.1).
public struct DKIMSigner: Sendable {
  public struct Selector: Sendable {
    public let name: DomainName
    public let key: DKIMSigningKey

    public init(_ name: DomainName, _ key: DKIMSigningKey) {
      self.name = name
      self.key = key
    }

    /// What to publish for the key (RFC 6376 §3.6.2.1).
    public func record(domain: DomainName) -> KeyRecordText {
      KeyRecordText(name: "\(name)._domainkey.\(domain)", text: key.recordText)
    }
  }

  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// RFC 6376 §5.4: From has to be signed, and to be there for that.
    case noFrom
    case headerTooLarge
    /// The cryptographic library refused.
    case notSigned(selector: String)

    public var description: String {
      switch self {
      case .noFrom: "a message without a From field cannot be signed"
      case .headerTooLarge: "the header is too large to be signed whole"
      case .notSigned(let selector): "the key of selector \(selector) could not sign"
      }
    }
  }

  private let domain: DomainName
  private let selectors: [Selector]
  private let fields: SignedFields
  private let canonicalization: DKIMCanonicalization
  /// Seconds; `nil` for signatures that do not expire.
  private let lifetime: Int?

  /// `lifetime` is in seconds; `nil` sets no `x=`.
  public init(
    domain: DomainName, selectors: [Selector], fields: SignedFields = .standard,
    canonicalization: DKIMCanonicalization = .relaxed, lifetime: Int? = nil
  ) {
    self.domain = domain
    self.selectors = selectors
    self.fields = fields
    self.canonicalization = canonicalization
    self.lifetime = lifetime
  }

  /// The DKIM-Signature fields to put above the message, in the order of the selectors, folded, without the last line end.
  public func sign(_ message: SignedMessage, at time: UTCTime) throws(Failure) -> [String] {
    let body = BodyDigest(message.body, canonicalization.body)
    return try sign(message, bodyHash: body.digest, at: time)
  }

  /// The same for a message whose body was hashed by `DKIMBodyHash` as it passed by: only its header is needed.
  public func sign(_ message: SignedMessage, bodyHash: [UInt8], at time: UTCTime) throws(Failure) -> [String] {
    guard message.isWhole else { throw .headerTooLarge }
    guard !message.fields("from").isEmpty else { throw .noFrom }
    let names = fields.names(message)
    var result: [String] = []
    for selector in selectors {
      let unsigned = field(selector, names, bodyHash, time)
      let octets = message.signedOctets(
        message.selected(FieldNames(names)), unsigned: Array(unsigned.text.utf8), canonicalization.header)
      guard let signature = try? selector.key.sign(octets) else { throw .notSigned(selector: selector.name.text) }
      result.append(field(selector, names, bodyHash, time, signature: TagValue.base64Text(signature)).text)
    }
    return result
  }

  /// RFC 6376 §3.5, its tags in the order in which people read them.
  private func field(
    _ selector: Selector, _ names: [String], _ bodyHash: [UInt8], _ time: UTCTime, signature: String = ""
  ) -> SignatureField {
    let seconds = Int(time.microseconds / 1_000_000)
    var field = SignatureField("DKIM-Signature")
    field.add("v", "1")
    field.add("a", selector.key.algorithm.rawValue)
    field.add("c", canonicalization.description)
    field.add("d", domain.text)
    field.add("s", selector.name.text)
    field.add("t", "\(seconds)")
    if let lifetime { field.add("x", "\(seconds + lifetime)") }
    field.add("h", names.joined(separator: ":"))
    field.add("bh", TagValue.base64Text(bodyHash))
    field.addFolded("b", signature, isLast: true)
    return field
  }
}
