import GatewayConfiguration
import Glibc
import Logging
import MailTypes

/// Writes each event as one line to standard error, with one write, so that lines of several processes never mix.
struct LineLogHandler: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  private let format: LogSettings.Format

  init(_ settings: LogSettings) {
    format = settings.format
    logLevel = Logger.Level(settings.level)
  }

  /// A logger that writes as `settings` say.
  static func logger(_ label: String, _ settings: LogSettings) -> Logger {
    Logger(label: label) { _ in LineLogHandler(settings) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var metadata = event.metadata ?? [:]
    if let provided = metadataProvider?.get() { metadata.merge(provided) { given, _ in given } }
    if !self.metadata.isEmpty { metadata.merge(self.metadata) { given, _ in given } }
    let line = LogLine(time: LineLogHandler.now(), level: event.level, message: "\(event.message)", metadata: metadata)
    LineLogHandler.write(line.bytes(format))
  }

  private static func now() -> UTCTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UTCTime(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// A line that standard error does not take is lost: the gateway does not stop for its log.
  private static func write(_ line: [UInt8]) {
    while Glibc.write(STDERR_FILENO, line, line.count) < 0, errno == EINTR {}
  }
}

extension Logger.Level {
  init(_ level: LogSettings.Level) {
    switch level {
    case .trace: self = .trace
    case .debug: self = .debug
    case .info: self = .info
    case .notice: self = .notice
    case .warning: self = .warning
    case .error: self = .error
    case .critical: self = .critical
    }
  }
}
