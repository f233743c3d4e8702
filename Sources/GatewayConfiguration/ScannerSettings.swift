import Glibc

/// The processes that look into messages.
public struct ScannerSettings: Hashable, Sendable {
  public var count: Int
  /// Octets of address space for each.
  public var memory: Int
  /// Processor time for one message.
  public var timeLimit: Duration
  /// Wall time before a message is accepted unscanned and scanned from the queue.
  public var deadline: Duration
  /// Messages at a time in one process.
  public var inFlight: Int
}

extension ScannerSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    count = reader.value(
      "count", .integer(1...256), default: min(max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))), 256), shown: "one per core",
      "Number of scanner processes.")
    memory = reader.value(
      "memory", .size(64 << 20...64 << 30), default: 1 << 30, "Memory of each; a message that needs more is unscannable.")
    timeLimit = reader.value(
      "timeLimit", .duration(.milliseconds(100)...(.seconds(600))), default: .seconds(30),
      "How long one message may keep a scanner without an answer; then it is tried alone once, and is unscannable if that fails too."
    )
    deadline = reader.value(
      "deadline", .duration(.seconds(1)...(.seconds(600))), default: .seconds(60),
      "How long a client waits for the scan; past it the message is taken and scanned from the queue.")
    inFlight = reader.value(
      "inFlight", .integer(1...1024), default: 128, "Messages at a time in one scanner, most of them waiting for DNS.")
  }
}
