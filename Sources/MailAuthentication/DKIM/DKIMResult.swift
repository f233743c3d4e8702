import MailTypes

/// What became of one signature.
public struct DKIMResult: Hashable, Sendable {
  /// As RFC 8601 §2.7.1 spells it. `none` is no verdict: a message without signatures has no results.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case pass, fail, temperror, permerror
  }

  public let verdict: Verdict
  /// `nil` where it passes.
  public let reason: DKIMReason?
  /// `d=`, A-labels where it is a domain name; `nil` where the field could not be read so far. So with those below.
  public let domain: String?
  public let selector: String?
  /// `i=` decoded, or `@` and the domain.
  public let identity: String?
  /// `a=` as it stands.
  public let algorithm: String?
  /// The first eight characters of `b=`, which tell signatures of one domain apart (RFC 6008 §4).
  public let signaturePrefix: String?
  /// What stays open though it passes; empty where it does not.
  public let risks: [DKIMRisk]

  /// `value` is that of the signature field, `signature` what it was read as, where it could be.
  init(_ value: ArraySlice<UInt8>, _ signature: DKIMSignature?, reason: DKIMReason?, risks: [DKIMRisk] = []) {
    // What could be read is not read again.
    let tags = signature == nil ? try? TagList(value) : nil
    verdict = reason?.verdict ?? .pass
    self.reason = reason
    domain = signature?.domain.text ?? tags?.text("d")
    selector = signature?.selector.text ?? tags?.text("s")
    identity = signature?.identity ?? tags?.text("i") ?? domain.map { "@" + $0 }
    algorithm = signature?.algorithm.rawValue ?? tags?.text("a")
    // Six octets make eight characters.
    signaturePrefix =
      signature.map { TagValue.base64Text($0.message.tags.signature.prefix(6)) }
      ?? tags?.text("b").map { String($0.filter { !$0.isWhitespace }.prefix(8)) }
    self.risks = risks
  }
}
