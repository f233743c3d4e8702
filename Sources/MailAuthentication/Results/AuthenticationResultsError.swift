import MailTypes

/// Why the value of a field is no Authentication-Results, and where.
public struct AuthenticationResultsError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    case noAuthservID
    case noResults
    case notAKeyword
    case noEqualsSign
    case badValue
    case openComment
    case openQuotedString
    case trailingText
    case tooManyResults
  }

  public let code: Code
  /// Octets from the start of the value.
  public let offset: Int

  public var description: String { "octet \(offset): \(text)" }

  private var text: String {
    switch code {
    case .noAuthservID: "an authentication service identifier was expected"
    case .noResults: "results, or none, were expected"
    case .notAKeyword: "a keyword was expected"
    case .noEqualsSign: "an equals sign was expected"
    case .badValue: "a value was expected; what has other characters than a token needs quotes"
    case .openComment: "the comment has no end"
    case .openQuotedString: "the quoted string has no end"
    case .trailingText: "a semicolon or the end was expected"
    case .tooManyResults: "more than \(AuthenticationResults.maximumResults) results"
    }
  }
}
