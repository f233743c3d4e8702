public import MailTypes

/// `X-Forefront-Antispam-Report` as a value (eop-spec §2.1–2.5). Written in the suggested order, read in any.
public struct AntispamReport: Hashable, Sendable {
  public static let fieldName = "X-Forefront-Antispam-Report"

  /// `CIP`: the connecting address.
  public var clientAddress: IPAddress?
  /// `CTRY`: ISO country code, or empty.
  public var country = ""
  /// `LANG`: two letters as written here; read as found.
  public var language = ""
  /// `SCL`: absent from Microsoft's samples of 2026.
  public var scl: Int?
  /// `SRV:BULK`.
  public var isBulk = false
  /// `IPV`: `CAL` for an address of the IP Allow List, else `NLI`.
  public var addressVerdict = "NLI"
  /// `SFV`; `nil` where filtering gave no verdict.
  public var filteringVerdict: SpamFilteringVerdict?
  /// `H`: the HELO argument.
  public var helo = ""
  /// `PTR`: a host name, a status word such as `InfoNoRecords`, or empty.
  public var reverseName = ""
  /// `CAT`; `nil` for a value that is not in the table.
  public var category: ThreatCategory? = ThreatCategory.none
  /// `SFTY`: the safety tip shown.
  public var safetyTip = ""
  /// `SFS`: the rules that matched; opaque numbers.
  public var rules: [UInt64] = []
  public var direction: MailDirection?

  public init() {}

  /// The report of a copy that was let out of quarantine: `SFV:SKQ`, never filtered again (eop-spec §2.4).
  public var released: AntispamReport {
    var report = self
    report.scl = -1
    report.filteringVerdict = .released
    return report
  }
}

extension AntispamReport {
  /// The header field, folded between entries so that lines stay within 78 columns where an entry allows it.
  public var field: String { FoldedEntries.field(named: AntispamReport.fieldName, entries: entries.map { "\($0):\($1);" }) }

  private var entries: [(String, String)] {
    [
      ("CIP", clientAddress.map { "\($0)" } ?? ""), ("CTRY", country), ("LANG", language), ("SCL", scl.map { "\($0)" } ?? ""),
      ("SRV", isBulk ? "BULK" : ""), ("IPV", addressVerdict), ("SFV", filteringVerdict?.rawValue ?? ""), ("H", helo),
      ("PTR", reverseName), ("CAT", category?.rawValue ?? ""), ("SFTY", safetyTip),
      ("SFS", rules.map { "(\($0))" }.joined()), ("DIR", direction?.rawValue ?? ""),
    ].map { ($0.0, ReportText.safe($0.1)) }
  }
}

extension AntispamReport {
  /// Reads the value of the field, folded or not; unknown entries are passed over, a repeated one counts once, the last.
  public init(value: some StringProtocol) {
    for (name, text) in ReportText.entries(of: value) {
      switch name {
      case "CIP": clientAddress = IPAddress(text)
      case "CTRY": country = text
      case "LANG": language = text
      case "SCL": scl = Int(text)
      case "SRV": isBulk = text.uppercased() == "BULK"
      case "IPV": addressVerdict = text
      case "SFV": filteringVerdict = SpamFilteringVerdict(rawValue: text.uppercased())
      case "H": helo = text
      case "PTR": reverseName = text
      case "CAT": category = ThreatCategory(header: text)
      case "SFTY": safetyTip = text
      case "SFS": rules = AntispamReport.ruleList(text)
      case "DIR": direction = MailDirection(rawValue: text.uppercased())
      default: break
      }
    }
  }

  private static func ruleList(_ text: String) -> [UInt64] {
    text.split(whereSeparator: { $0 == "(" || $0 == ")" }).compactMap { UInt64($0) }
  }
}
