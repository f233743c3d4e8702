/// The limits and times of the queue. Times are whole seconds.
public struct QueueSettings: Hashable, Sendable {
  /// The wait after the first deferral; doubled for each further one. Long enough for greylisting (usually five minutes)
  /// to have passed at the first retry.
  public var firstRetry = 300
  /// The longest wait between attempts: six tries a day for a host that stays away.
  public var longestRetry = 4 * 3600
  /// How long a whole destination rests after nothing answered there; doubled up to `longestRest`.
  public var firstRest = 30
  /// A host that came back is found again within this time.
  public var longestRest = 900
  /// After this time a deferred recipient is a failed one. RFC 5321 §4.5.4.1 suggests 4–5 days; people expect to hear
  /// sooner, EOP gives up after one.
  public var lifetime = 2 * 86400
  /// One notice of delay is sent after this time where NOTIFY=DELAY was asked for or NOTIFY was not given.
  public var delayNotice = 4 * 3600
  /// Attempts at once to one next hop, as in Postfix: more gains little and annoys the other side.
  public var destinationConcurrency = 20
  /// Attempts at once in all: bounds memory and file descriptors.
  public var totalConcurrency = 500
  /// Scheduled items kept in memory, about 200 octets each; the others wait in the store.
  public var activeItemLimit = 20_000
  /// Octets of fresh messages kept in memory so that their first attempt reads nothing from the store.
  public var activeContentBudget = 16 * 1024 * 1024
  /// How long running attempts may take to end when the gateway stops.
  public var drainTime = 30
  /// Intake stops below this many free octets: room for the messages being received and the growth of the log of the store.
  public var minimumFreeSpace = 256 * 1024 * 1024
  /// Intake stops at this many items: a queue this long is a fault, and what comes now waits better where it is.
  public var maximumQueueLength = 200_000
  /// How long undeliverable copies stay in quarantine (eop-spec §6.1: 30 days).
  public var undeliverableRetention = 30 * 86400

  public init() {}
}
