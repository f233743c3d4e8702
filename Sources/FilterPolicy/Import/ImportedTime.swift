import MailTypes

/// Times as exports write them.
enum ImportedTime {
  /// Reads `/Date(1772000000000)/`, as Windows PowerShell writes it, and `2026-02-25T06:13:20Z`, with an offset or without,
  /// which is UTC (eop-spec §7.3). `nil` for anything else: whether `3/4/2026` is in March depends on who exported it.
  static func read(_ text: String) -> UTCTime? {
    if text.hasPrefix("/Date("), text.hasSuffix(")/") { return ticks(text.dropFirst(6).dropLast(2)) }
    return UTCTime(text) ?? UTCTime(text + "Z")
  }

  /// Milliseconds since 1970; what follows a sign after them is the zone they were shown in, and does not count.
  private static func ticks(_ text: Substring) -> UTCTime? {
    let digits = text.dropFirst().firstIndex { $0 == "+" || $0 == "-" }.map { text[..<$0] } ?? text
    guard let milliseconds = Int64(digits) else { return nil }
    let (microseconds, overflow) = milliseconds.multipliedReportingOverflow(by: 1000)
    return overflow ? nil : UTCTime(microseconds: microseconds)
  }

  /// .NET's time for none: the first moment of year 1.
  static let none = UTCTime("0001-01-01T00:00:00Z")
}
