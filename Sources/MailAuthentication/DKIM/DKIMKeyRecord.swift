/// A key record (RFC 6376 §3.6.1).
public struct DKIMKeyRecord: Hashable, Sendable {
  /// `k=`.
  public let keyType: String
  /// `p=`; empty for a key that was revoked.
  public let publicKey: [UInt8]
  /// `h=`; `nil` allows all.
  public let hashes: [String]?
  /// `s=`; `*` where there is none.
  public let services: [String]
  /// `t=`.
  public let flags: [String]
  /// `g=` of RFC 4871 §3.6.1, which RFC 6376 dropped.
  let granularity: String?

  /// `t=y`: the domain is testing DKIM.
  public var isTesting: Bool { flags.contains("y") }
  /// `t=s`: the domain of `i=` has to be that of `d=`.
  public var isStrict: Bool { flags.contains("s") }

  /// Reads the character-strings of one text record, joined (§3.6.2.2).
  public init(_ text: ArraySlice<UInt8>) throws(DKIMReason) {
    guard text.count <= DKIMLimits.maximumKeyRecordOctets else {
      throw .malformedKey("\(text.count) octets, \(DKIMLimits.maximumKeyRecordOctets) are the most")
    }
    let list = try DKIMKeyRecord.tags(text)
    // §3.6.1: v= is optional; where it is, it comes first and is DKIM1.
    if let version = list.text("v"), version != "DKIM1" || list.tags.first?.name != [UInt8(ascii: "v")] {
      throw .malformedKey("v= is not DKIM1, or not first")
    }
    keyType = list.text("k") ?? "rsa"
    guard let key = list["p"] else { throw .malformedKey("no p= tag") }
    // §3.6.1 `p=`: an empty value means that the key was revoked.
    if key.allSatisfy(TagList.isWhiteSpace) {
      publicKey = []
    } else if let octets = Base64Value.octets(key) {
      publicKey = octets
    } else {
      throw .malformedKey("p= is not base 64")
    }
    hashes = list["h"].map(TagList.items)
    services = list["s"].map(TagList.items) ?? ["*"]
    flags = list["t"].map(TagList.items) ?? []
    granularity = list.text("g")
  }

  private static func tags(_ text: ArraySlice<UInt8>) throws(DKIMReason) -> TagList {
    do {
      return try TagList(text)
    } catch {
      throw .malformedKey("not a tag-list")
    }
  }
}

extension DKIMKeyRecord {
  /// RFC 6376 §6.1.2 steps 5 to 7 for the tags that DKIM and ARC share.
  func check(_ tags: SignatureTags, service: DKIMOptions.Service) throws(DKIMReason) {
    if publicKey.isEmpty { throw .keyRevoked }
    guard keyType == tags.algorithm.keyType else { throw .keyTypeMismatch(keyType) }
    guard hashes?.contains(tags.algorithm.hashName) ?? true else { throw .keyForbidsHash(tags.algorithm.hashName) }
    let isAllowed =
      switch service {
      case .email: services.contains("*") || services.contains("email")
      case .tlsReport: services.contains("*") || services.contains("tlsrpt")
      case .declaredTLSReport: services.contains("tlsrpt")
      }
    guard isAllowed else { throw .keyForbidsService(service == .email ? "email" : "tlsrpt") }
  }

  /// What the record says about the identity: `t=s` of §3.6.1, and `g=` of RFC 4871 §3.6.1 where that is wanted.
  func check(_ signature: DKIMSignature, allowLegacyAlgorithms: Bool) throws(DKIMReason) {
    if isStrict, signature.identityDomain != signature.domain { throw .keyForbidsIdentity }
    guard allowLegacyAlgorithms, let granularity else { return }
    let localPart = signature.identity.prefix { $0 != "@" }
    guard DKIMKeyRecord.matches(localPart, granularity) else { throw .keyForbidsIdentity }
  }

  /// One asterisk stands for any octets; an empty pattern matches nothing.
  private static func matches(_ localPart: Substring, _ pattern: String) -> Bool {
    guard let star = pattern.firstIndex(of: "*") else { return !pattern.isEmpty && localPart == pattern }
    let head = pattern[..<star]
    let tail = pattern[pattern.index(after: star)...]
    return localPart.count >= head.count + tail.count && localPart.hasPrefix(head) && localPart.hasSuffix(tail)
  }
}
