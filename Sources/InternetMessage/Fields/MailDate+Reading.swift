public import MailTypes

extension MailDate {
  /// Reads a date leniently (RFC 5322 §3.3, §4.3 obsolete forms, and `asctime`): day and month in either order, years of two or
  /// three digits, zones by name or none, which is UTC. `nil` where there is no day or no time, or one that cannot be.
  public static func time(_ value: [UInt8]) -> UTCTime? { parsed(value)?.time }

  /// The same with the zone as written: minutes east of UTC.
  static func parsed(_ value: [UInt8]) -> (time: UTCTime, zone: Int)? {
    var fields = DateFields()
    var reader = DateTokens(value[...])
    while let token = reader.next() {
      // What follows a complete date is somebody's remark.
      guard !fields.isComplete, fields.add(token) else { break }
    }
    return fields.result
  }
}

/// What the words of a date have said so far.
private struct DateFields {
  private var day: Int?
  private var month: Int?
  private var year: Int?
  private var clock: (hour: Int, minute: Int, second: Int)?
  /// Minutes east of UTC.
  private var zone: Int?

  var isComplete: Bool { day != nil && month != nil && year != nil && clock != nil && zone != nil }

  /// False for a word that no date has.
  mutating func add(_ token: DateTokens.Token) -> Bool {
    switch token {
    case .number(let value, let digits): addNumber(value, digits)
    case .clock(let hour, let minute, let second): addClock(hour, minute, second)
    case .offset(let minutes, let number, let digits):
      // `5-Feb-2003` has dashes; before the time there is no zone.
      clock == nil ? addNumber(number, digits) : addOffset(minutes)
    case .word(let name): addWord(name)
    }
  }

  private mutating func addNumber(_ value: Int, _ digits: Int) -> Bool {
    if day == nil, digits <= 2 {
      day = value
    } else if year == nil {
      year = DateFields.fullYear(value, digits)
    } else {
      return false
    }
    return true
  }

  /// RFC 5322 §4.3: two digits are 1950…2049, three are years since 1900.
  private static func fullYear(_ value: Int, _ digits: Int) -> Int {
    switch digits {
    case ...2: value < 50 ? 2000 + value : 1900 + value
    case 3: 1900 + value
    default: value
    }
  }

  private mutating func addClock(_ hour: Int, _ minute: Int, _ second: Int) -> Bool {
    guard clock == nil else { return false }
    clock = (hour, minute, second)
    return true
  }

  private mutating func addOffset(_ minutes: Int) -> Bool {
    zone = zone ?? minutes
    return true
  }

  private mutating func addWord(_ name: String) -> Bool {
    if month == nil, let index = DateFields.months.firstIndex(of: String(name.prefix(3))) {
      month = index + 1
    } else if clock != nil {
      // RFC 5322 §4.3: zones that nobody knows are -0000.
      zone = zone ?? DateFields.zones[name] ?? (name == "am" || name == "pm" ? zone : 0)
      if name == "pm", let time = clock, time.hour < 12 { clock?.hour += 12 }
      if name == "am", let time = clock, time.hour == 12 { clock?.hour = 0 }
    }
    return true
  }

  var result: (time: UTCTime, zone: Int)? {
    guard let day, let month, let year, let clock, year <= 9999 else { return nil }
    // A leap second is the second before it: UTC as kept has none.
    let text =
      [UTCTime.padded(year, 4), UTCTime.padded(month, 2), UTCTime.padded(day, 2)].joined(separator: "-") + "T"
      + [clock.hour, clock.minute, min(clock.second, 59)].map { UTCTime.padded($0, 2) }.joined(separator: ":") + "Z"
    guard clock.second <= 60, let local = UTCTime(text) else { return nil }
    let minutes = zone ?? 0
    guard abs(minutes) < 24 * 60 else { return nil }
    return (UTCTime(microseconds: local.microseconds - Int64(minutes) * 60_000_000), minutes)
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// Minutes east of UTC. RFC 5322 §4.3: the letters of the military zones were used wrongly, and count as -0000.
  private static let zones: [String: Int] = [
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "ast": -240, "adt": -180, "hst": -600, "akst": -540, "akdt": -480, "wet": 0, "bst": 60,
    "cet": 60, "cest": 120, "met": 60, "mest": 120, "eet": 120, "eest": 180, "msk": 180, "jst": 540,
  ]
}
