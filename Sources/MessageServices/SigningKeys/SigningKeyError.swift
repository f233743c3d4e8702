public import GatewayStorage
public import MailTypes

/// Why nothing was done with a signing key. The text says what and what to do, on one line.
public enum SigningKeyError: Error, Hashable, Sendable, CustomStringConvertible {
  case foreignDomain(DomainName)
  case noKey(SigningKey.ID)
  case nothingToRotate(DomainName)
  case selectorTaken(SigningKey.ID)
  /// A key of the same algorithm waits for its record.
  case alreadyWaiting(SigningKey.ID)
  case signs(SigningKey.ID)

  public var description: String {
    switch self {
    case .foreignDomain(let domain): "\(domain) is no domain of this gateway; add it to the configuration first"
    case .noKey(let id): "there is no key \(id); see martlet dkim-key list"
    case .nothingToRotate(let domain): "\(domain) has no key that signs; make one with martlet dkim-key create"
    case .selectorTaken(let id): "the selector \(id) is taken; name another one"
    case .alreadyWaiting(let id): "the key \(id) waits for its record; publish it, or remove the key"
    case .signs(let id): "the key \(id) signs mail; rotate it first, or remove it with --force"
    }
  }
}
