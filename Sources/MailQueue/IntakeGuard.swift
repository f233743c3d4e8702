import Glibc
import MailTypes
import Synchronization

/// Says when no new message may be begun: space is short, the queue is long, or the store does not write.
final class IntakeGuard: Sendable {
  private let settings: QueueSettings
  private let clock: any QueueClock
  private let freeSpace: @Sendable () -> Int?
  private let measured = Mutex<(at: Int64, octets: Int?)?>(nil)

  /// Microseconds between two looks at the file system.
  private static let interval: Int64 = 1_000_000

  init(settings: QueueSettings, clock: any QueueClock, freeSpace: @escaping @Sendable () -> Int?) {
    self.settings = settings
    self.clock = clock
    self.freeSpace = freeSpace
  }

  func refusal(queueLength: Int, failure: String?) -> Refusal? {
    if let failure { return QueueError.storeUnavailable(cause: failure).refusal }
    if queueLength >= settings.maximumQueueLength {
      return insufficientStorage("the queue holds \(queueLength) copies, \(settings.maximumQueueLength) are allowed")
    }
    guard let octets = freeOctets(), octets < settings.minimumFreeSpace else { return nil }
    return insufficientStorage("the state folder has \(octets) octets free, \(settings.minimumFreeSpace) are wanted")
  }

  /// RFC 3463 §3.4, X.3.1: mail system full.
  private func insufficientStorage(_ cause: String) -> Refusal {
    Refusal(452, EnhancedStatusCode(4, 3, 1), "Insufficient system storage. Please try again later", cause: cause)
  }

  private func freeOctets() -> Int? {
    let now = clock.now()
    return measured.withLock { measured in
      if let measured, now - measured.at < IntakeGuard.interval { return measured.octets }
      let octets = freeSpace()
      measured = (now, octets)
      return octets
    }
  }
}

/// What the file system of a folder has left for this process.
public enum FreeSpace {
  /// Octets; `nil` where the file system does not say.
  public static func octets(at path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let (octets, overflow) = Int(clamping: status.f_bavail).multipliedReportingOverflow(by: Int(clamping: status.f_frsize))
    return overflow ? .max : octets
  }
}
