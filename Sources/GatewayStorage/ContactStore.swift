/// Remembers who had mail from whom (eop-spec §8.6), by digests: the store cannot be read as a list of correspondents.
public protocol ContactStore: Sendable {
  /// Adds to what is there of the same pair, and makes its day the later one.
  func count(_ contacts: [MailContact]) async throws
  /// Messages of each pair, in their order; 0 for those of which nothing is known.
  func messages(of pairs: [MailContact.Pair], organization: String) async throws -> [Int]
  /// Forgets the pairs that were last seen before that day.
  func forgetContacts(before day: Int) async throws
}

/// Mail between somebody of an organization and a correspondent.
public struct MailContact: Hashable, Sendable {
  /// Two addresses, whichever wrote to the other. In lower case.
  public struct Pair: Hashable, Sendable {
    public let user: String
    public let correspondent: String

    public init(user: String, correspondent: String) {
      self.user = user.lowercased()
      self.correspondent = correspondent.lowercased()
    }
  }

  public var organization: String
  public var pair: Pair
  /// Days since 1970, UTC.
  public var day: Int
  public var messages: Int

  public init(organization: String, pair: Pair, day: Int, messages: Int) {
    self.organization = organization
    self.pair = pair
    self.day = day
    self.messages = messages
  }
}
