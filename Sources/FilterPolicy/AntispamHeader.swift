/// `X-Microsoft-Antispam` as a value (eop-spec §2.6): `BCL:0;`.
public struct AntispamHeader: Hashable, Sendable {
  public static let fieldName = "X-Microsoft-Antispam"

  /// Bulk complaint level, 0…9.
  public var bcl: Int

  public init(bcl: Int) {
    self.bcl = bcl
  }

  /// Reads the value of the field; `nil` where it names no level within 0…9. `PCL`, `ARA`, `RULEID` are passed over.
  public init?(value: some StringProtocol) {
    let levels = ReportText.entries(of: value).compactMap { $0.name == "BCL" ? Int($0.text) : nil }
    guard let level = levels.last, (0...9).contains(level) else { return nil }
    bcl = level
  }

  public var field: String { "\(AntispamHeader.fieldName): BCL:\(bcl);" }
}
