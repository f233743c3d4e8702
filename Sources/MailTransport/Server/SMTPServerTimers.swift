import NIOCore

/// The three limits of time of a connection. Activity only notes the time; one timer looks at it when the earliest limit
/// could have been reached, so that a busy connection costs no timers.
struct SMTPServerTimers {
  enum Limit: String {
    case idle = "no command for too long"
    case data = "message took too long"
    case session = "connection open for too long"
  }

  var lastActivity: NIODeadline
  /// When the message coming in began.
  var dataStart: NIODeadline?
  private(set) var scheduled: Scheduled<Void>?
  private var scheduledFor = NIODeadline.distantFuture

  private let idleTimeout: TimeAmount
  private let dataTimeout: TimeAmount
  private let sessionEnd: NIODeadline

  init(_ configuration: SMTPListenerConfiguration, now: NIODeadline) {
    lastActivity = now
    idleTimeout = configuration.idleTimeout
    dataTimeout = configuration.dataTimeout
    sessionEnd = now + configuration.sessionTimeout
  }

  /// Takes the place of the timer before.
  mutating func set(_ timer: Scheduled<Void>, for deadline: NIODeadline) {
    scheduled?.cancel()
    scheduled = timer
    scheduledFor = deadline
  }

  mutating func cancel() {
    scheduled?.cancel()
    scheduledFor = .distantFuture
  }

  /// A limit has come up that is reached before the timer looks.
  func isLate(for deadline: NIODeadline) -> Bool { deadline < scheduledFor }

  /// The earliest limit and when it is reached. `isBusy`: the server itself is what is waited for.
  func next(isBusy: Bool, now: NIODeadline) -> (Limit, NIODeadline) {
    var result = (Limit.session, sessionEnd)
    let idleEnd = (isBusy ? now : lastActivity) + idleTimeout
    if idleEnd < result.1 { result = (.idle, idleEnd) }
    if let dataStart, dataStart + dataTimeout < result.1 { result = (.data, dataStart + dataTimeout) }
    return result
  }
}
