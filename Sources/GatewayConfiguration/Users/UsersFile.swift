/// Who may sign in, as the users file says: a line `name:hash[:organization]` each, blank lines and lines that begin with `#`
/// left out.
public struct UsersFile: Hashable, Sendable {
  /// Octets. A line takes some 130.
  public static let maximumSize = 16 << 20

  public struct User: Hashable, Sendable {
    /// As the file spells it.
    public let name: String
    public let hash: PasswordHash
    /// The organisation whose mail the user sends; `nil` where the file does not say.
    public let organization: String?
  }

  /// By name in lower case.
  private let users: [String: User]

  /// Reads the file at `path`.
  /// - Throws: all lines that are wrong, or that the file cannot be read.
  public init(path: String) throws(ConfigurationError) {
    do {
      try self.init(bytes: SmallFile.read(path, maximumSize: UsersFile.maximumSize), name: path)
    } catch let failure as SmallFile.Failure {
      throw ConfigurationError(problems: [
        ConfigurationProblem(file: path, line: 0, message: "\(failure.message); give a file that can be read")
      ])
    } catch let error as ConfigurationError {
      throw error
    } catch {
      throw ConfigurationError(problems: [ConfigurationProblem(file: path, line: 0, message: "\(error)")])
    }
  }

  /// Reads `bytes` as the contents of a file called `name`.
  /// - Throws: all lines that are wrong.
  public init(bytes: [UInt8], name file: String) throws(ConfigurationError) {
    var users: [String: User] = [:]
    var problems: [ConfigurationProblem] = []
    for (line, text) in TextLines(bytes) {
      guard let user = UsersFile.user(text) else {
        problems.append(
          ConfigurationProblem(
            file: file, line: line,
            message: "not a user; give name:hash or name:hash:organization, as `martlet user hash` prints it"))
        continue
      }
      if users.updateValue(user, forKey: user.name.lowercased()) != nil {
        problems.append(
          ConfigurationProblem(
            file: file, line: line,
            message: "\(ConfigurationText.printable(user.name)) stands here twice; remove one of the lines"))
      }
    }
    guard problems.isEmpty else { throw ConfigurationError(problems: problems) }
    self.users = users
  }

  /// Names are compared without regard to case.
  public subscript(name: String) -> User? { users[name.lowercased()] }

  /// The organisations that users belong to.
  public var organizations: Set<String> { Set(users.values.compactMap(\.organization)) }

  public var count: Int { users.count }

  /// The longest name, in octets: an address (RFC 5321 §4.5.3.1).
  static let maximumNameLength = 254

  /// True for a name that a line can hold.
  public static func isName(_ name: some StringProtocol) -> Bool {
    (1...maximumNameLength).contains(name.utf8.count)
      && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ":") } && name.utf8.first != UInt8(ascii: "#")
  }

  private static func user(_ line: String) -> User? {
    let fields = line.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(fields.count), isName(fields[0]), let hash = PasswordHash(String(fields[1])),
      fields.count < 3 || !fields[2].isEmpty
    else { return nil }
    return User(name: String(fields[0]), hash: hash, organization: fields.count == 3 ? String(fields[2]) : nil)
  }
}
