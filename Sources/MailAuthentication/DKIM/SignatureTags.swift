import MailTypes

/// What DKIM-Signature, ARC-Message-Signature and ARC-Seal have in common: who signed how (RFC 6376 §3.5, RFC 8617 §4.1).
struct SignatureTags: Hashable, Sendable {
  let algorithm: DKIMAlgorithm
  /// `b=`.
  let signature: [UInt8]
  /// Where the value of `b=` stands, white space around it included.
  let signatureRange: Range<Int>
  /// `d=`, A-labels (RFC 8616 §4).
  let domain: DomainName
  /// `s=`.
  let selector: DomainName
  /// `t=`, seconds since 1970; `nil` without one.
  let signingTime: Int?

  init(_ tags: TagList, allowLegacyAlgorithms: Bool) throws(DKIMReason) {
    let name = try tags.required("a")
    guard let algorithm = DKIMAlgorithm(rawValue: name), algorithm != .rsaSHA1 || allowLegacyAlgorithms else {
      throw .unsupportedAlgorithm(name)
    }
    self.algorithm = algorithm
    guard let tag = tags.tag("b") else { throw .missingTag("b") }
    guard let signature = Base64Value.octets(tag.value) else { throw .malformedSignature("b= is not base 64") }
    self.signature = signature
    signatureRange = tag.rawValue
    domain = try tags.domainName("d")
    selector = try tags.domainName("s")
    signingTime = try tags.time("t")
  }

  /// RFC 6376 §3.6.2.1.
  var keyName: String { "\(selector)._domainkey.\(domain)" }
}

extension TagList {
  /// Reads the value of a signature field.
  static func signature(_ value: ArraySlice<UInt8>) throws(DKIMReason) -> TagList {
    do {
      return try TagList(value)
    } catch .duplicate(let name) {
      throw .malformedSignature("the tag \(name) occurs twice")
    } catch .tooManyTags {
      throw .malformedSignature("more than \(DKIMLimits.maximumTags) tags")
    } catch {
      throw .malformedSignature("not a tag-list")
    }
  }

  func required(_ name: String) throws(DKIMReason) -> String {
    guard let text = text(name) else { throw .missingTag(name) }
    return text
  }

  func domainName(_ tag: String) throws(DKIMReason) -> DomainName {
    let text = try required(tag)
    guard text.last != ".", let name = DomainName(text) else {
      throw .malformedSignature("\(tag)= is not a domain name")
    }
    return name
  }

  /// RFC 6376 §3.5: `t=` and `x=` have at most twelve digits.
  func time(_ tag: String) throws(DKIMReason) -> Int? {
    guard let value = self[tag] else { return nil }
    guard let number = TagList.number(value, digits: 12) else { throw .malformedSignature("\(tag)= is not a time") }
    return number
  }
}
