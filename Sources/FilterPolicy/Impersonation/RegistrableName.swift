import MailTypes

/// A domain as somebody registers it: one label under a suffix that many share.
struct RegistrableName: Hashable, Sendable {
  /// In Unicode: `contoso`.
  let label: String
  /// `com`, `co.uk`.
  let suffix: String
  /// How the label reads, hyphens left out.
  let reading: [UInt8]

  /// `nil` for a single label.
  init?(_ domain: DomainName) {
    let labels = domain.unicodeText.utf8.split(separator: UInt8(ascii: ".")).map { Substring($0) }
    let suffixLength = RegistrableName.suffixLength(labels)
    guard labels.count > suffixLength else { return nil }
    label = String(labels[labels.count - suffixLength - 1])
    suffix = labels.suffix(suffixLength).joined(separator: ".")
    reading = Array(HastyReading(label).joined.utf8)
  }

  var name: String { "\(label).\(suffix)" }

  /// The second level of countries that sell the third. The Public Suffix List knows more; a suffix that is not known makes
  /// a domain look deeper than it is, and then it is not held against others.
  private static let secondLevel: Set<Substring> = [
    "ac", "co", "com", "edu", "gob", "gov", "govt", "go", "gv", "ltd", "mil", "ne", "net", "nhs", "nom", "or", "org", "plc",
    "police", "sch",
  ]

  private static func suffixLength(_ labels: [Substring]) -> Int {
    guard labels.count > 2, labels[labels.count - 1].utf8.count == 2 else { return 1 }
    return secondLevel.contains(labels[labels.count - 2]) ? 2 : 1
  }
}

extension RegistrableName {
  /// Shorter labels are changed into those of strangers by every such change.
  private static let leastForOtherSuffix = 4
  private static let leastForOneLetter = 6
  private static let leastForLookAlike = 3

  /// Words that imitators add to a name, as they read.
  private static let baits = Set(
    """
    account accounts admin alert alerts auth bank billing docs help helpdesk hr info invoice invoices it login logon mail \
    notification notifications office online pay payment payments payroll portal secure security service services share shop \
    signin sso support team update updates verification verify web
    """.split { $0 == " " }.map { Array(HastyReading($0).joined.utf8) })

  /// What makes this one pass for `other` (eop-spec §8.7); `nil` where nothing does.
  func resemblance(to other: RegistrableName) -> String? {
    if name == other.name { return nil }
    if label == other.label {
      return reading.count >= RegistrableName.leastForOtherSuffix ? "it ends in .\(suffix) instead of .\(other.suffix)" : nil
    }
    if reading == other.reading, reading.count >= RegistrableName.leastForLookAlike {
      return "it is written with letters or hyphens that look the same"
    }
    if other.reading.count >= RegistrableName.leastForOtherSuffix, isBait(besides: other) {
      return "a word such as support or login is added"
    }
    let isOneOff = suffix == other.suffix && other.reading.count >= RegistrableName.leastForOneLetter
    return isOneOff && RegistrableName.isOneEdit(reading, other.reading) ? "one letter is another" : nil
  }

  /// Whether nothing stands beside the other name but a bait.
  private func isBait(besides other: RegistrableName) -> Bool {
    let length = other.reading.count
    return reading.starts(with: other.reading) && RegistrableName.baits.contains(Array(reading.dropFirst(length)))
      || reading.suffix(length).elementsEqual(other.reading) && RegistrableName.baits.contains(reading.dropLast(length))
  }

  /// Readings without a bait at either end.
  var withoutBaits: [[UInt8]] {
    var readings: [[UInt8]] = []
    for bait in RegistrableName.baits {
      if reading.starts(with: bait) { readings.append(Array(reading.dropFirst(bait.count))) }
      if reading.suffix(bait.count).elementsEqual(bait) { readings.append(reading.dropLast(bait.count)) }
    }
    return readings
  }

  /// The reading without one of its letters: two that differ by one letter have one of them in common.
  var withoutOneLetter: [[UInt8]] {
    guard reading.count >= RegistrableName.leastForOneLetter - 1 else { return [] }
    return reading.indices.map { index in
      var shorter = reading
      shorter.remove(at: index)
      return shorter
    }
  }

  /// One letter more, less or changed, or two neighbours exchanged.
  private static func isOneEdit(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (a, b) = (left.dropFirst(start).dropLast(end), right.dropFirst(start).dropLast(end))
    return a.count <= 1 && b.count <= 1 || a.count == 2 && b.elementsEqual(a.reversed())
  }
}
