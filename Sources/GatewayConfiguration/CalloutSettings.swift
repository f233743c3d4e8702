/// How the next hop is asked about recipients, and how long its answers count.
public struct CalloutSettings: Hashable, Sendable {
  public var acceptedFor: Duration
  public var refusedFor: Duration
  /// Answers kept per domain.
  public var cacheEntries: Int
  public var timeout: Duration

  public init(
    acceptedFor: Duration = .seconds(4 * 3600), refusedFor: Duration = .seconds(600), cacheEntries: Int = 50_000,
    timeout: Duration = .seconds(15)
  ) {
    self.acceptedFor = acceptedFor
    self.refusedFor = refusedFor
    self.cacheEntries = cacheEntries
    self.timeout = timeout
  }
}

extension CalloutSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    let defaults = CalloutSettings()
    acceptedFor = reader.value(
      "acceptedFor", .duration(.seconds(1)...(.seconds(7 * 86400))), default: defaults.acceptedFor,
      "How long an accepted recipient is not asked about again.")
    refusedFor = reader.value(
      "refusedFor", .duration(.seconds(1)...(.seconds(86400))), default: defaults.refusedFor,
      "How long a refused recipient is not asked about again: short, so that a new mailbox soon receives.")
    cacheEntries = reader.value(
      "cacheEntries", .integer(100...10_000_000), default: defaults.cacheEntries, "Answers kept in memory for the domain.")
    timeout = reader.value(
      "timeout", .duration(.seconds(1)...(.seconds(120))), default: defaults.timeout,
      "How long to wait for the next hop; past it the recipient is answered `451`, never refused.")
  }
}
