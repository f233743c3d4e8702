/// What an organization knows of a bulk sender, an author's domain, at the moment of a decision.
public struct BulkHistory: Hashable, Sendable, Codable {
  /// Bulk messages of the last `BulkHistory.days`.
  public var messages: Int
  /// Mailboxes whose owner blocks the sender.
  public var complaints: Int
  /// Mailboxes whose owner trusts it.
  public var welcomes: Int

  public init(messages: Int, complaints: Int, welcomes: Int) {
    self.messages = messages
    self.complaints = complaints
    self.welcomes = welcomes
  }

  public static let days = 30

  /// Messages without a complaint that make a sender one of good standing.
  static let goodStanding = 100

  /// Complaints for each thousand messages from which they count, and how many levels. Large mailbox providers ask senders to
  /// stay below 1 of a thousand and act at 3.
  static let rates = [(50, 4), (10, 3), (3, 2), (1, 1)]

  /// How many levels it raises or lowers the complaint level, and why.
  var standing: (levels: Int, sentence: String)? {
    if complaints > welcomes {
      let rate = complaints * 1000 / max(messages, 1)
      guard let levels = BulkHistory.rates.first(where: { rate >= $0.0 })?.1 else { return nil }
      return (levels, "\(complaints) blocked it in \(messages) messages")
    }
    if welcomes > complaints { return (-1, "\(welcomes) trust it") }
    guard complaints == 0, messages >= BulkHistory.goodStanding else { return nil }
    return (-1, "\(messages) messages without a complaint")
  }
}
