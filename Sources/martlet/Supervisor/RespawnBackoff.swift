/// How long to wait before a child that has ended is started again.
struct RespawnBackoff: Sendable {
  /// After the first death: short, because mail waits.
  static let initial = Duration.milliseconds(50)
  /// At most: a child that cannot live costs a start every five seconds, and is back soon after its cause has gone.
  static let longest = Duration.seconds(5)
  /// A child that lived this long is not taken to be failing.
  static let steadyAfter = Duration.seconds(10)
  /// After an orderly end (a scanner the gateway has retired): next to nothing, and still no busy loop.
  static let afterOrderlyEnd = Duration.milliseconds(20)

  private var next = RespawnBackoff.initial

  mutating func delay(lived: Duration, endedOrderly: Bool) -> Duration {
    if lived >= Self.steadyAfter { next = Self.initial }
    guard !endedOrderly else { return Self.afterOrderlyEnd }
    defer { next = min(next * 2, Self.longest) }
    return next
  }
}
