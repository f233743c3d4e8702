public import MailTypes

/// A DKIM-Signature field that can be verified (RFC 6376 §3.5).
public struct DKIMSignature: Hashable, Sendable {
  let message: MessageSignature
  /// `i=`, decoded; `@` and the domain where there is none.
  public let identity: String
  /// The domain part of `i=`.
  let identityDomain: DomainName

  public var domain: DomainName { message.tags.domain }
  public var selector: DomainName { message.tags.selector }
  public var algorithm: DKIMAlgorithm { message.tags.algorithm }
  public var canonicalization: DKIMCanonicalization { message.canonicalization }
  /// `h=` in its order, in lower case.
  public var signedFields: [String] { message.signedFields.texts }
  /// `l=`: canonical octets of the body that are signed; `nil` for all.
  public var bodyLength: Int? { message.bodyLength }
  /// `t=` and `x=`, seconds since 1970.
  public var signingTime: Int? { message.tags.signingTime }
  public var expiration: Int? { message.expiration }

  /// Reads the value of the field.
  /// - Throws: what RFC 6376 §6.1.1 calls a syntax error, a missing tag, or something not known.
  public init(_ value: ArraySlice<UInt8>, options: DKIMOptions = DKIMOptions()) throws(DKIMReason) {
    let list = try TagList.signature(value)
    let isLegacy = options.allowLegacyAlgorithms
    try DKIMSignature.checkVersion(list, isLegacy)
    try DKIMSignature.checkQueryMethods(list, isLegacy)
    message = try MessageSignature(list, allowLegacyAlgorithms: isLegacy)
    // §3.5 `h=`: at least one name, and no empty ones.
    guard message.signedFields.areFieldNames else {
      throw .malformedSignature("h= is not a list of fields")
    }
    // §6.1.1: a signature that does not cover From is none.
    guard message.signs("from") else { throw .fromNotSigned }
    (identity, identityDomain) = try DKIMSignature.identity(list, message.tags.domain)
  }

  /// §3.5: `v=` has to be there, and to be 1. The drafts before RFC 4871 had none, or 0.5.
  private static func checkVersion(_ list: TagList, _ isLegacy: Bool) throws(DKIMReason) {
    guard let version = list.text("v") else {
      if isLegacy { return }
      throw .missingTag("v")
    }
    guard version == "1" || isLegacy && version == "0.5" else { throw .unsupportedVersion(version) }
  }

  /// §3.5: of the methods in `q=`, unknown ones are passed over; one that is known has to be there.
  private static func checkQueryMethods(_ list: TagList, _ isLegacy: Bool) throws(DKIMReason) {
    guard let value = list["q"] else { return }
    let methods = TagList.items(value)
    guard methods.contains("dns/txt") || isLegacy && methods.contains("dns") else {
      throw .unsupportedQueryMethod(String(decoding: value, as: UTF8.self))
    }
  }

  /// §3.5 `i=`: a quoted-printable address whose local-part may be empty, at `d=` or below it.
  private static func identity(_ list: TagList, _ domain: DomainName) throws(DKIMReason) -> (String, DomainName) {
    guard let value = list["i"] else { return ("@\(domain)", domain) }
    guard let octets = TagValue.quotedPrintable(value), let text = String(validating: octets, as: UTF8.self),
      let at = text.lastIndex(of: "@"), let identityDomain = DomainName(text[text.index(after: at)...])
    else { throw .malformedSignature("i= is not an address") }
    guard identityDomain.isEqualOrSubdomain(of: domain) else { throw .identityOutsideDomain }
    return (text, identityDomain)
  }
}
