/// What a reader should know of a message before trusting it (eop-spec §5.4, §8.5–8.7), in a plain sentence.
public struct SafetyTip: Hashable, Sendable, Codable {
  /// The gravest first: the order in which they are shown.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case impersonatedUser
    case impersonatedDomain
    case unusualCharacters
    case unauthenticated
    /// Delivered, though it was found to be something else than wanted mail.
    case suspicious
    case firstContact
    case via
    /// From outside the organization.
    case external
  }

  public let kind: Kind
  public let sentence: String

  /// Kinds that no other header field of ours has: `X-Martlet-Sender` has the sender's marks, and the report the verdict.
  public static let fieldName = "X-Martlet-Tips"

  /// The header field; `nil` where there is nothing to say.
  static func field(_ tips: [SafetyTip]) -> String? {
    let others: Set<Kind> = [.unauthenticated, .via, .suspicious]
    let words = tips.map(\.kind).filter { !others.contains($0) }.map(\.rawValue)
    return words.isEmpty ? nil : "\(fieldName): \(words.joined(separator: "; "))"
  }
}

extension SafetyTip.Kind {
  /// `SFTY:` (eop-spec §2.5); empty for tips that have no number.
  var safetyTip: String {
    switch self {
    case .impersonatedDomain: "9.19"
    case .impersonatedUser: "9.20"
    case .firstContact: "9.25"
    case .unusualCharacters, .unauthenticated, .suspicious, .via, .external: ""
    }
  }
}
