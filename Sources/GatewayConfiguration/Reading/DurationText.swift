/// Times as people write them: `500ms`, `90s`, `5m`, `2h`, `15d`, and one after the other: `1h30m`.
enum DurationText {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  static func duration(_ text: String) -> Duration? {
    var rest = text[...]
    var total: Int64 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      let unit = rest.dropFirst(digits.count).prefix { $0.isLetter }
      guard let count = Int64(decimal: digits), let size = units.first(where: { $0.name == unit })?.milliseconds else {
        return nil
      }
      let (part, tooLong) = count.multipliedReportingOverflow(by: size)
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !tooLong, !overflow else { return nil }
      total = sum
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return .milliseconds(total)
  }

  /// To the millisecond, in the largest units that fit: `1h30m`.
  static func text(_ duration: Duration) -> String {
    var rest = duration.components.seconds &* 1000 &+ duration.components.attoseconds / 1_000_000_000_000_000
    guard rest > 0 else { return "0s" }
    var result = ""
    for unit in units where rest >= unit.milliseconds {
      result += "\(rest / unit.milliseconds)\(unit.name)"
      rest %= unit.milliseconds
    }
    return result
  }
}
