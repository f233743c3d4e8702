/// Why a check ended without a verdict of the record.
public enum SPFError: Error, Hashable, Sendable {
  // The record (RFC 7208 §4.5 and §4.6).
  case severalRecords(domain: String)
  case recordTooLong(octets: Int, limit: Int)
  case unknownMechanism(String)
  case malformedTerm(String)
  case duplicateModifier(String)
  // What it leads to.
  case includeWithoutRecord(String)
  case redirectWithoutRecord(String)
  case tooManyLookups(limit: Int)
  case tooManyVoidLookups(limit: Int)
  case tooManyMailExchangers(count: Int, limit: Int)
  case textTooLong(octets: Int, limit: Int)
  // DNS (RFC 7208 §2.6.6).
  case unavailable(name: String, detail: String)

  /// What may come out otherwise later is `temperror`, what the domain's owner has to mend `permerror` (RFC 7208 §2.6).
  public var verdict: SPFResult.Verdict {
    if case .unavailable = self { .temperror } else { .permerror }
  }

  /// The part of the record that is at fault, as Received-SPF shows it (RFC 7208 §9.1 `problem`).
  public var problem: String? {
    switch self {
    case .unknownMechanism(let text), .malformedTerm(let text), .duplicateModifier(let text), .includeWithoutRecord(let text),
      .redirectWithoutRecord(let text):
      text
    default: nil
    }
  }
}

extension SPFError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .severalRecords(let domain): "\(domain) has more than one SPF record"
    case .recordTooLong(let octets, let limit): "the record has \(octets) octets, \(limit) is the most"
    case .unknownMechanism(let text): "unknown mechanism '\(text)'"
    case .malformedTerm(let text): "syntax error in '\(text)'"
    case .duplicateModifier(let name): "\(name)= occurs twice"
    case .includeWithoutRecord(let domain): "included domain \(domain) has no SPF record"
    case .redirectWithoutRecord(let domain): "redirect to \(domain), which has no SPF record"
    case .tooManyLookups(let limit): "more than \(limit) terms that ask DNS"
    case .tooManyVoidLookups(let limit): "more than \(limit) questions without an answer"
    case .tooManyMailExchangers(let count, let limit): "\(count) mail exchangers, \(limit) is the most"
    case .textTooLong(let octets, let limit): "text records of \(octets) octets, \(limit) is the most"
    case .unavailable(let name, let detail): "no answer for \(name): \(detail)"
    }
  }
}
