/// A signature over fields and body, as DKIM-Signature and ARC-Message-Signature have it.
struct MessageSignature: Hashable, Sendable {
  let tags: SignatureTags
  let canonicalization: DKIMCanonicalization
  /// `bh=`.
  let bodyHash: [UInt8]
  /// `h=`, in its order.
  let signedFields: FieldNames
  /// `l=`; `nil` for the whole body.
  let bodyLength: Int?
  /// `x=`, seconds since 1970.
  let expiration: Int?

  init(_ list: TagList, allowLegacyAlgorithms: Bool) throws(DKIMReason) {
    tags = try SignatureTags(list, allowLegacyAlgorithms: allowLegacyAlgorithms)
    guard let canonicalization = DKIMCanonicalization(list["c"]) else {
      throw .unsupportedCanonicalization(list.text("c") ?? "")
    }
    self.canonicalization = canonicalization
    guard let bodyHash = list["bh"] else { throw .missingTag("bh") }
    guard let hash = Base64Value.octets(bodyHash) else { throw .malformedSignature("bh= is not base 64") }
    self.bodyHash = hash
    signedFields = try MessageSignature.fieldNames(list)
    bodyLength = try MessageSignature.length(list)
    expiration = try list.time("x")
    // RFC 6376 §3.5: x= is later than t=.
    if let expiration, let signingTime = tags.signingTime, expiration <= signingTime {
      throw .malformedSignature("x= is not after t=")
    }
  }

  private static func fieldNames(_ list: TagList) throws(DKIMReason) -> FieldNames {
    guard let value = list["h"] else { throw .missingTag("h") }
    let names = FieldNames(value)
    guard names.count <= DKIMLimits.maximumSignedFields else {
      throw .malformedSignature("h= names more than \(DKIMLimits.maximumSignedFields) fields")
    }
    return names
  }

  /// §3.5: `l=` has at most 76 digits; a number beyond 64 bits is longer than any body.
  private static func length(_ list: TagList) throws(DKIMReason) -> Int? {
    guard let value = list["l"] else { return nil }
    guard (1...76).contains(value.count), value.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .malformedSignature("l= is not a number")
    }
    return Int(String(decoding: value, as: UTF8.self)) ?? .max
  }

  /// True where the signed names hold this one, which is in lower case.
  func signs(_ name: String) -> Bool { signedFields.count(of: name) > 0 }

  /// RFC 6376 §3.5 `x=`: a signature past its time is no signature.
  func checkTime(_ now: Int) throws(DKIMReason) {
    guard let expiration, now > expiration else { return }
    throw .expired(seconds: now - expiration)
  }
}
