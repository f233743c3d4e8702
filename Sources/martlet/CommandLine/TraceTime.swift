import ArgumentParser
import MailTypes

/// A moment on the command line: a time, the beginning of a day (UTC), or how long ago.
struct TraceTime: ExpressibleByArgument {
  let time: UTCTime

  static func ago(hours: Int64) -> TraceTime { TraceTime(seconds: hours * 3600) }

  private init(time: UTCTime) { self.time = time }

  private init(seconds: Int64) {
    time = UTCTime(microseconds: UTCTime.now.microseconds - seconds * 1_000_000)
  }

  init?(argument: String) {
    if let time = UTCTime(argument) ?? UTCTime(argument + "T00:00:00Z") {
      self = TraceTime(time: time)
      return
    }
    let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400]
    guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()),
      (0...100_000).contains(count)
    else { return nil }
    self = TraceTime(seconds: count * unit)
  }

  var defaultValueDescription: String { "48h" }
}
