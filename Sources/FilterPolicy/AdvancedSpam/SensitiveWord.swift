/// A word or phrase, in lower case, with one blank between words.
public struct SensitiveWord: PolicyListItem, Codable {
  public let policyText: String

  public init?(policyText: String) {
    let words = policyText.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard words.unicodeScalars.count <= SensitiveWord.lengthLimit, words.contains(where: { $0.isLetter || $0.isNumber }) else {
      return nil
    }
    self.policyText = words
  }

  public static let noun = "word or phrase of at most \(lengthLimit) characters"

  /// Characters.
  public static let lengthLimit = 64
}
