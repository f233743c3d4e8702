import MailTypes
import Testing

@Suite("UTC times")
struct UTCTimeTests {
  @Test(
    "An instant is written as RFC 3339 in UTC, and read back",
    arguments: [
      (0, "1970-01-01T00:00:00Z"),
      (951_782_400_000_000, "2000-02-29T00:00:00Z"),
      (4_107_542_399_000_001, "2100-02-28T23:59:59.000001Z"),
      (-1, "1969-12-31T23:59:59.999999Z"),
      (1_795_379_029_250_000, "2026-11-22T20:23:49.250000Z"),
    ])
  func roundTrip(microseconds: Int64, text: String) {
    #expect("\(UTCTime(microseconds: microseconds))" == text)
    #expect(UTCTime(text) == UTCTime(microseconds: microseconds))
  }

  @Test("Offsets and fractions are understood")
  func offsets() {
    #expect(UTCTime("2026-08-21T12:20:30+02:00") == UTCTime("2026-08-21T10:20:30Z"))
    #expect(UTCTime("2026-08-21t10:20:30.5z")?.microseconds == UTCTime("2026-08-21T10:20:30.500000Z")?.microseconds)
    #expect(UTCTime("2026-08-21T10:20:30.1234567899Z")?.parts.microsecond == 123_456)
  }

  @Test(
    "What is no time is refused",
    arguments: [
      "", "2026-08-21", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-08-21T24:00:00Z", "2026-08-21T10:20:30",
      "2026-08-21T10:20:30.Z", "2026-08-21T10:20:30Zx", "+026-08-21T10:20:30Z",
    ])
  func refused(text: String) {
    #expect(UTCTime(text) == nil)
  }

  @Test("Each day of four centuries has its own date, and weekdays follow each other")
  func everyDay() {
    var previous = UTCTime(microseconds: 0).parts
    for day in 1..<146_097 {
      let parts = UTCTime(microseconds: 0).adding(days: day).parts
      #expect(parts.weekday == (previous.weekday + 1) % 7)
      #expect(parts.day == previous.day + 1 || parts.day == 1)
      previous = parts
    }
    #expect((previous.year, previous.month, previous.day) == (2369, 12, 31))
  }

  @Test("The ends of the range are reached without a trap")
  func extremes() {
    #expect(UTCTime(microseconds: .max).adding(days: .max).microseconds == .max)
    #expect(UTCTime(microseconds: .min).adding(days: .min).microseconds == .min)
    #expect(!"\(UTCTime(microseconds: .min)) \(UTCTime(microseconds: .max))".isEmpty)
  }
}
