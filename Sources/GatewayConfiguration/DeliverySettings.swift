/// How long and how often delivery is tried, and when intake stops: the `queue` section. Sizes are in octets.
public struct DeliverySettings: Hashable, Sendable {
  public var lifetime: Duration
  public var delayNotice: Duration
  public var firstRetry: Duration
  public var longestRetry: Duration
  public var concurrency: Int
  public var concurrencyPerDestination: Int
  public var minimumFreeSpace: Int
  public var maximumMessages: Int
  public var maximumHops: Int
  public var eightBitMIME: EightBitMIME

  public enum EightBitMIME: String, Hashable, Sendable, CaseIterable {
    case pass
    case refuse
  }
}

extension DeliverySettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    lifetime = reader.value(
      "lifetime", .duration(.seconds(60)...(.seconds(30 * 86400))), default: .seconds(2 * 86400),
      "How long delivery is tried before a message counts as undeliverable.")
    delayNotice = reader.value(
      "delayNotice", .duration(.seconds(60)...(.seconds(30 * 86400))), default: .seconds(4 * 3600),
      "When a sender of yours is told that delivery takes long.")
    firstRetry = reader.value(
      "firstRetry", .duration(.seconds(1)...(.seconds(86400))), default: .seconds(300),
      "Wait after the first failure; it doubles with each further one.")
    longestRetry = reader.value(
      "longestRetry", .duration(.seconds(1)...(.seconds(86400))), default: .seconds(4 * 3600), "Longest wait between two tries."
    )
    concurrency = reader.value("concurrency", .integer(1...10_000), default: 500, "Deliveries at a time, in all.")
    concurrencyPerDestination = reader.value(
      "concurrencyPerDestination", .integer(1...1000), default: 20, "Deliveries at a time to one next hop.")
    minimumFreeSpace = reader.value(
      "minimumFreeSpace", .size(1 << 20...1 << 40), default: 256 << 20,
      "Free space on the disk of `stateDirectory` below which MAIL is answered `452 4.3.1`.")
    maximumMessages = reader.value(
      "maximumMessages", .integer(1...100_000_000), default: 200_000, "Queued copies above which MAIL is answered `452 4.3.1`.")
    maximumHops = reader.value(
      "maximumHops", .integer(10...1000), default: 50,
      "Received fields above which a message is in a loop, `5.4.6` (RFC 5321 §6.3 asks for a large number).")
    eightBitMIME = reader.value(
      "eightBitMIME", .choice, default: .pass,
      "What becomes of a message with eight-bit text whose next hop does not offer 8BITMIME: `pass` sends it as it is; `refuse` returns it, `5.6.3` (RFC 6152 §3). It is never converted: that would break signatures, and the gateway does not touch bodies."
    )
    if firstRetry > longestRetry { reader.problem("firstRetry", "is longer than longestRetry; it must not be") }
  }
}
