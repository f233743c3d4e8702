public import MailTypes

/// Why a recipient or group is not changed as asked. Each says what, and what to do, on one line.
public enum RecipientRegisterError: Error, Hashable, Sendable {
  case noOrganization(String)
  case unknown(EmailAddress)
  /// A file or server has it: there it can be changed.
  case foreign(EmailAddress)
  case exists(EmailAddress)
  case taken(EmailAddress, owner: EmailAddress)
  case otherOrganization(EmailAddress, String)
  case tooMany(aliases: Int, limit: Int)
}

extension RecipientRegisterError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noOrganization(let name): "there is no organization \(name); see `martlet status`"
    case .unknown(let address): "nobody here is called \(address)"
    case .foreign(let address): "\(address) comes from a file or server of the directory; change it there"
    case .exists(let address): "\(address) exists already; use `set` to change it"
    case .taken(let address, let owner): "\(address) is an address of \(owner) already; an address has one owner"
    case .otherOrganization(let address, let name): "the domain of \(address) belongs to \(name); name one of your own"
    case .tooMany(let count, let limit): "\(count) aliases are too many; give \(limit) at most"
    }
  }
}
