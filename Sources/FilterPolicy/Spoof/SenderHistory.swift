/// What an organization has received from one sending infrastructure in the name of one domain that did not authenticate.
public struct SenderHistory: Hashable, Sendable, Codable {
  /// What the infrastructure is known by.
  public enum Kind: String, Hashable, Sendable, Codable {
    case reverseName, signature, network
  }

  public var kind: Kind
  public var messages: Int
  /// How many of them were found to be wanted.
  public var wanted: Int
  /// On how many days.
  public var days: Int

  public init(kind: Kind, messages: Int, wanted: Int, days: Int) {
    self.kind = kind
    self.messages = messages
    self.wanted = wanted
    self.days = days
  }

  /// Enough mail, on enough days, and hardly any unwanted: what a spammer cannot buy in an afternoon.
  public static let leastMessages = 10
  public static let leastDays = 5
  /// Unwanted messages for each hundred.
  public static let mostUnwantedPercent = 2

  /// eop-spec §2.10, 701–704.
  public var isEstablished: Bool {
    messages >= SenderHistory.leastMessages && days >= SenderHistory.leastDays
      && (messages - wanted) * 100 <= messages * SenderHistory.mostUnwantedPercent
  }
}
