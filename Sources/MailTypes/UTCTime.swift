/// An instant as Martlet keeps it: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted. Written as RFC 3339 in
/// UTC, so that JSON times end in `Z`.
public struct UTCTime: Hashable, Sendable, Comparable {
  public let microseconds: Int64

  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The parts of the instant in the proleptic Gregorian calendar; the year may be any that 64 bits of microseconds reach.
  public struct Parts: Hashable, Sendable {
    public let year: Int
    /// 1…12.
    public let month: Int
    /// 1…31.
    public let day: Int
    public let hour: Int
    public let minute: Int
    public let second: Int
    /// 0…999,999.
    public let microsecond: Int
    /// 0 is Sunday.
    public let weekday: Int
  }

  public var parts: Parts {
    let (days, rest) = UTCTime.floorDivision(microseconds, by: 86_400_000_000)
    let (year, month, day) = UTCTime.civil(fromDays: Int(days))
    let seconds = Int(rest / 1_000_000)
    return Parts(
      year: year, month: month, day: day, hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60,
      microsecond: Int(rest % 1_000_000), weekday: Int(UTCTime.floorDivision(days + 4, by: 7).1))
  }

  /// This instant moved by whole days, which may be negative; stops at the ends of the 64-bit range.
  public func adding(days: Int) -> UTCTime {
    let (distance, overflow) = Int64(clamping: days).multipliedReportingOverflow(by: 86_400_000_000)
    let (sum, sumOverflow) = microseconds.addingReportingOverflow(distance)
    guard !overflow, !sumOverflow else { return UTCTime(microseconds: days < 0 ? .min : .max) }
    return UTCTime(microseconds: sum)
  }

  public static func < (left: UTCTime, right: UTCTime) -> Bool { left.microseconds < right.microseconds }

  private static func floorDivision(_ value: Int64, by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// The date of a day number, by counting 400-year eras that begin on the first of March.
  private static func civil(fromDays days: Int) -> (Int, Int, Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension UTCTime {
  /// Reads `2026-08-21T10:20:30[.123456]Z` or with an offset (RFC 3339 §5.6); more than six fractional digits are cut.
  /// `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    var reader = RFC3339Reader(Array(text.utf8))
    guard let year = reader.digits(4), reader.accept("-"), let month = reader.digits(2), reader.accept("-"),
      let day = reader.digits(2), reader.accept("T"), let hour = reader.digits(2), reader.accept(":"),
      let minute = reader.digits(2), reader.accept(":"), let second = reader.digits(2),
      let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd,
      (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
    else { return nil }
    let days = UTCTime.days(year: year, month: month, day: day)
    guard UTCTime.civil(fromDays: days) == (year, month, day) else { return nil }
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    microseconds = Int64(seconds) * 1_000_000 + Int64(fraction)
  }
}

extension UTCTime: CustomStringConvertible {
  /// `2026-08-21T10:20:30.123456Z`; the fraction is left out where it is zero.
  public var description: String {
    let parts = parts
    let seconds = rfc3339Seconds(parts)
    return parts.microsecond == 0 ? seconds + "Z" : seconds + "." + UTCTime.padded(parts.microsecond, 6) + "Z"
  }

  /// `2026-08-21T10:20:30.123Z`, as the log writes it.
  public var millisecondDescription: String {
    let parts = parts
    return rfc3339Seconds(parts) + "." + UTCTime.padded(parts.microsecond / 1000, 3) + "Z"
  }

  private func rfc3339Seconds(_ parts: Parts) -> String {
    let date = [UTCTime.padded(parts.year, 4), UTCTime.padded(parts.month, 2), UTCTime.padded(parts.day, 2)]
    let time = [parts.hour, parts.minute, parts.second].map { UTCTime.padded($0, 2) }
    return date.joined(separator: "-") + "T" + time.joined(separator: ":")
  }

  /// Decimal digits with leading zeros.
  public static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension UTCTime: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let time = UTCTime(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time: \(text)")
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Reads the pieces of an RFC 3339 time from left to right.
private struct RFC3339Reader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func digits(_ count: Int) -> Int? {
    guard rest.count >= count else { return nil }
    var value = 0
    for byte in rest.prefix(count) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    rest = rest.dropFirst(count)
    return value
  }

  mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard let byte = rest.first, byte == UInt8(ascii: character) || byte == UInt8(ascii: character) | 0x20 else { return false }
    rest = rest.dropFirst()
    return true
  }

  /// Microseconds after the point; 0 without one.
  mutating func fraction() -> Int? {
    guard accept(".") else { return 0 }
    var value = 0
    var count = 0
    while let digit = digits(1) {
      if count < 6 { value = value * 10 + digit }
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in 0..<max(0, 6 - count) { value *= 10 }
    return value
  }

  /// Seconds east of UTC.
  mutating func offset() -> Int? {
    if accept("Z") { return 0 }
    let sign = accept("+") ? 1 : -1
    guard sign == 1 || accept("-"), let hours = digits(2), accept(":"), let minutes = digits(2), hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }
}
