/// What is known of earlier mail between the author of a message and a recipient (eop-spec §8.6).
public enum SenderContact: String, Hashable, Sendable, Codable {
  case known
  /// The recipient, the only one, seldom or never got mail from the author.
  case first
  /// The same of most recipients, this one among them.
  case firstOfSeveral

  /// Messages from which a sender is known. Microsoft does not say how often is "often".
  public static let knownFrom = 3

  /// For one of `recipients`, of whom `unfamiliar` seldom get mail from the author.
  public init(isUnfamiliar: Bool, unfamiliar: Int, recipients: Int) {
    if !isUnfamiliar {
      self = .known
    } else if recipients == 1 {
      self = .first
    } else {
      self = unfamiliar * 2 > recipients ? .firstOfSeveral : .known
    }
  }

  func sentence(_ author: String) -> String? {
    switch self {
    case .known: nil
    case .first: "You don't often get email from \(author)."
    case .firstOfSeveral: "Some people who received this message don't often get email from \(author)."
    }
  }
}
