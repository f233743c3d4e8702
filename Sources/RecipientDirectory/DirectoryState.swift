/// How an organisation's directory is, for status pages.
public struct DirectoryState: Hashable, Sendable, Codable {
  public var organization: String
  public var recipients: Int
  public var groups: Int
  /// `nil` where no server is read.
  public var server: Server?

  public struct Server: Hashable, Sendable, Codable {
    public var name: String
    /// Seconds since the answer in force was read; `nil` where the server was never read.
    public var age: Int?
    /// Why the last attempt failed; `nil` where it did not.
    public var cause: String?
    /// Entries left out, because they hold no usable address.
    public var skipped: Int

    public init(name: String, age: Int? = nil, cause: String? = nil, skipped: Int = 0) {
      self.name = name
      self.age = age
      self.cause = cause
      self.skipped = skipped
    }
  }

  public init(organization: String, recipients: Int, groups: Int, server: Server? = nil) {
    self.organization = organization
    self.recipients = recipients
    self.groups = groups
    self.server = server
  }
}
