import Logging
import MailTypes

/// A message on its way to a scanner.
struct ScanRequest: Sendable {
  let traceID: TraceID
  /// `ScanSubject` as JSON.
  let subject: [UInt8]
  let content: MessageContent
  /// When the caller waits no longer.
  let deadline: ContinuousClock.Instant

  /// For the log: what went wrong with it, and why.
  func metadata(_ status: String, _ reason: String) -> Logger.Metadata {
    ["event": "scan", "status": "\(status)", "trace": "\(traceID)", "size": "\(content.size)", "reason": "\(reason)"]
  }
}

extension ScannerBoard.Loss: CustomStringConvertible {
  var description: String {
    switch self {
    case .died: "the scanner died"
    case .timeLimit: "time limit"
    case .brokeProtocol: "the scanner broke the protocol"
    }
  }

  /// The sentence for the quarantine.
  func reason(limit: Duration) -> String {
    switch self {
    case .died: "scanners died, one after another, while working on this message alone"
    case .timeLimit: "not scanned within \(limit.components.seconds) s, by a scanner working on this message alone"
    case .brokeProtocol: "scanners failed, one after another, while working on this message alone"
    }
  }
}
