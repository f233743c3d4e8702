import MailTypes

/// Sizes for people: `812 B`, `4.2 kB`, `35 MB`.
enum ReadableSize {
  static func text(_ octets: Int) -> String {
    var (value, unit) = (Double(octets), "B")
    for larger in ["kB", "MB", "GB", "TB"] where value >= 1000 { (value, unit) = (value / 1000, larger) }
    let rounded = (value * 10).rounded() / 10
    return (unit == "B" || rounded >= 10 ? "\(Int(rounded.rounded()))" : "\(rounded)") + " " + unit
  }
}

/// Lists for people: the first, and how many more there are.
enum ReadableList {
  static func text(_ elements: [String]) -> String {
    guard let first = elements.first else { return "" }
    return elements.count == 1 ? first : "\(first) +\(elements.count - 1)"
  }
}

extension UTCTime {
  /// Without the fraction, for tables.
  var wholeSeconds: UTCTime { UTCTime(microseconds: microseconds - microseconds % 1_000_000) }
}
