/// Another filter in front of this one, whose verdict is read from the header fields that it left.
public enum ForeignFilter: String, Hashable, Sendable, Codable, CaseIterable {
  case rspamd, spamassassin, eop

  /// What it said of a message; `field` gives the unfolded value of the first field of a name, the one that was added last.
  /// `nil` where it left nothing that can be read.
  public func verdict(_ field: (String) -> String?) -> ForeignVerdict? {
    switch self {
    case .rspamd: rspamd(field)
    case .spamassassin: spamAssassin(field)
    case .eop: exchange(field)
    }
  }
}

/// What another filter said of a message.
public struct ForeignVerdict: Hashable, Sendable, Codable {
  public let filter: ForeignFilter
  /// It would not have put the message into the inbox.
  public let isUnwanted: Bool
  /// On its own scale.
  public let score: Double?
  /// In its words, at most `Signal.detailLimit` characters: `add header`, `Yes`, `SFV:SPM CAT:PHSH`.
  public let detail: String

  init(_ filter: ForeignFilter, isUnwanted: Bool, score: Double? = nil, _ detail: String) {
    self.filter = filter
    self.isUnwanted = isUnwanted
    self.score = score
    self.detail = Signal.shown(detail)
  }
}

extension ForeignFilter {
  /// `X-Rspamd-Action: add header` says most; `X-Spamd-Result: default: False [3.20 / 15.00]; …` and `X-Spam: Yes` are what its
  /// module for header fields writes without further settings.
  private func rspamd(_ field: (String) -> String?) -> ForeignVerdict? {
    let result = field("X-Spamd-Result")
    let score = (result?.split(separator: "[").dropFirst().first).flatMap { ForeignFilter.number($0) }
    if let action = field("X-Rspamd-Action") ?? field("X-Spam-Action") {
      let name = action.lowercased().filter { $0 != " " }
      return ForeignVerdict(self, isUnwanted: name != "noaction" && name != "greylist", score: score, action)
    }
    if let mark = field("X-Spam") ?? field("X-Spam-Flag") {
      return ForeignVerdict(self, isUnwanted: ForeignFilter.isYes(mark), score: score, mark)
    }
    guard let result, let verdict = result.split(separator: ":").dropFirst().first.map({ ForeignFilter.firstWord($0) }),
      verdict == "true" || verdict == "false"
    else { return nil }
    return ForeignVerdict(self, isUnwanted: verdict == "true", score: score, "\(result.prefix { $0 != ";" })")
  }

  /// `X-Spam-Status: Yes, score=7.9 required=5.0 tests=…`, else `X-Spam-Flag: YES`.
  private func spamAssassin(_ field: (String) -> String?) -> ForeignVerdict? {
    if let status = field("X-Spam-Status") {
      let words = status.split { $0 == " " || $0 == "," || $0 == "\t" }
      guard let first = words.first, ["yes", "no"].contains(first.lowercased()) else { return nil }
      let score = words.first { $0.hasPrefix("score=") || $0.hasPrefix("hits=") }
      let shown = words.prefix { !$0.hasPrefix("tests=") }.joined(separator: " ")
      return ForeignVerdict(
        self, isUnwanted: ForeignFilter.isYes(first),
        score: score.flatMap { ForeignFilter.number($0.drop { $0 != "=" }.dropFirst()) },
        shown)
    }
    return field("X-Spam-Flag").map { ForeignVerdict(self, isUnwanted: ForeignFilter.isYes($0), $0) }
  }

  /// eop-spec §2.1–2.4, §3.1: an SCL of 5 or more goes to junk; a category says what else was found.
  private func exchange(_ field: (String) -> String?) -> ForeignVerdict? {
    let scl = field(ForeignFilter.sclField).flatMap { Int($0) }
    guard let value = field(AntispamReport.fieldName) else {
      return scl.map { ForeignVerdict(self, isUnwanted: $0 >= ForeignFilter.junkSCL, score: Double($0), "SCL:\($0)") }
    }
    let report = AntispamReport(value: value)
    guard let level = report.scl ?? scl ?? (report.filteringVerdict == nil ? nil : 1) else { return nil }
    let isFiltered = report.filteringVerdict.map { [.spam, .policyBlocked, .userBlocked].contains($0) } ?? false
    let category = report.category.map { $0 == .none ? "" : " CAT:\($0.rawValue)" } ?? ""
    return ForeignVerdict(
      self, isUnwanted: level >= ForeignFilter.junkSCL || isFiltered, score: Double(level),
      "SCL:\(level)" + (report.filteringVerdict.map { " SFV:\($0.rawValue)" } ?? "") + category)
  }

  private static let junkSCL = 5
  private static let sclField = "X-MS-Exchange-Organization-SCL"

  private static func isYes(_ text: some StringProtocol) -> Bool { ["yes", "true"].contains(firstWord(text)) }

  private static func firstWord(_ text: some StringProtocol) -> String {
    text.split { $0 == " " || $0 == "," || $0 == ";" || $0 == "\t" }.first?.lowercased() ?? ""
  }

  /// The number that a text begins with; what is no finite number is none.
  private static func number(_ text: some StringProtocol) -> Double? {
    let digits = text.drop { $0 == " " }.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
    return Double(String(digits)).flatMap { $0.isFinite ? $0 : nil }
  }
}
