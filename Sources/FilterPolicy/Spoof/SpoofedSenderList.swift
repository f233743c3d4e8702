import MailTypes

/// The pairs an organization allows or blocks; a block wins (eop-spec §7.7).
public struct SpoofedSenderList: Hashable, Sendable {
  public struct Entry: Hashable, Sendable, Codable {
    public let pair: SpoofedSenderPair
    public let action: SpoofedSenderPair.Action

    public init(_ pair: SpoofedSenderPair, _ action: SpoofedSenderPair.Action) {
      self.pair = pair
      self.action = action
    }
  }

  private var entries: [SpoofedSenderPair.User: [Entry]]

  public init(_ entries: [Entry] = []) {
    self.entries = Dictionary(grouping: entries) { $0.pair.user }
  }

  public var isEmpty: Bool { entries.isEmpty }

  /// Sorted by pair.
  public var all: [Entry] { entries.values.joined().sorted { "\($0.pair)" < "\($1.pair)" } }

  /// What is said of the message's author and client; `nil` where nothing is.
  func action(for findings: Findings) -> SpoofedSenderPair.Action? {
    guard !entries.isEmpty else { return nil }
    let found = found(for: findings)
    return found.contains { $0.action == .block } ? .block : found.isEmpty ? nil : .allow
  }

  /// The pairs that say so.
  func pairs(_ action: SpoofedSenderPair.Action, for findings: Findings) -> [SpoofedSenderPair] {
    found(for: findings).filter { $0.action == action }.map(\.pair)
  }

  private func found(for findings: Findings) -> [Entry] {
    let infrastructure = SendingInfrastructure(of: findings)
    return users(of: findings).flatMap { entries[$0] ?? [] }.filter { infrastructure.matches($0.pair.infrastructure) }
  }

  private func users(of findings: Findings) -> [SpoofedSenderPair.User] {
    let address =
      findings.entities.from.flatMap { EmailAddress($0.lowercased()) }.map { [SpoofedSenderPair.User.address($0)] } ?? []
    return [.anyone] + address + (findings.authorDomain.map { [.domain($0)] } ?? [])
  }
}

extension SpoofedSenderList: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Entry].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }
}
