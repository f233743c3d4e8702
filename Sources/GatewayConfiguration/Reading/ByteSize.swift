/// Sizes as people write them: `512`, `64KiB`, `25MB`. `kB` and its like count by 1000, `KiB` and its like by 1024.
enum ByteSize {
  private static let units: [(name: String, octets: Int)] = [
    ("TiB", 1 << 40), ("TB", 1_000_000_000_000), ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000),
    ("KiB", 1 << 10), ("kB", 1000), ("KB", 1000), ("B", 1),
  ]

  static func octets(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let count = Int(decimal: digits), let size = unit.isEmpty ? 1 : units.first(where: { $0.name == unit })?.octets
    else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: size)
    return overflow ? nil : product
  }

  /// In the unit that gives the smallest whole number.
  static func text(_ octets: Int) -> String {
    guard octets > 0, let unit = units.filter({ octets % $0.octets == 0 }).max(by: { $0.octets < $1.octets }) else {
      return "\(octets)"
    }
    return "\(octets / unit.octets)\(unit.name)"
  }
}
