/// What a mail program should show beside the sender (eop-spec §8.5).
public struct SenderMarks: Hashable, Sendable, Codable {
  /// A question mark in place of the photo: nothing shows that the sender is who it says.
  public var isUnauthenticated: Bool
  /// The domain that sent it for the author, where it is another.
  public var via: String?

  /// Read by filters of the mailbox server; what comes in under this name loses it.
  public static let fieldName = "X-Martlet-Sender"

  private enum CodingKeys: String, CodingKey {
    case isUnauthenticated = "unauthenticated"
    case via
  }

  init(_ findings: Findings, _ composite: CompositeAuthentication, _ policy: AntiPhishPolicy) {
    let facts = findings.authentication
    let isExcused = composite.reason.result == "none"
    let isProven =
      composite.reason.result == "pass" || facts.dkim.contains { $0.result == "pass" } || facts.spf.result == "pass"
    isUnauthenticated =
      policy.enableSpoofIntelligence && policy.enableUnauthenticatedSender && !isExcused && !isProven
    via = policy.enableViaTag && !isExcused ? SenderMarks.via(facts) : nil
  }

  /// The signer, else the owner of the reverse-path; nobody where either of them belongs to the author.
  private static func via(_ facts: AuthenticationFacts) -> String? {
    let signers = facts.dkim.filter { $0.result == "pass" }
    let isSPFPass = facts.spf.result == "pass"
    guard !signers.contains(where: \.isAligned), !(isSPFPass && facts.spf.isAligned) else { return nil }
    return signers.first?.domain ?? (isSPFPass ? facts.spf.domain : nil)
  }

  /// The header field; `nil` where there is nothing to show.
  var field: String? {
    let words = (isUnauthenticated ? ["unauthenticated"] : []) + (via.map { ["via=\(ReportText.safe($0))"] } ?? [])
    return words.isEmpty ? nil : "\(SenderMarks.fieldName): \(words.joined(separator: "; "))"
  }
}
