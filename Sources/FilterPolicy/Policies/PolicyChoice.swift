/// A parameter with a few named values: written as Martlet writes them (`moveToJunk`), read in either spelling and case.
public protocol PolicyChoice: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
  /// As Exchange spells it: `MoveToJmf`.
  var exchangeName: String { get }
}

extension PolicyChoice {
  public var exchangeName: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  init?(policyText text: String) {
    let text = text.lowercased()
    guard let value = Self.allCases.first(where: { $0.rawValue.lowercased() == text || $0.exchangeName.lowercased() == text })
    else { return nil }
    self = value
  }
}

extension FilterAction: PolicyChoice {
  public var exchangeName: String {
    self == .moveToJunk ? "MoveToJmf" : rawValue.prefix(1).uppercased() + rawValue.dropFirst()
  }
}

/// Of an advanced filter (eop-spec §3.4): `test` finds, and only does what the policy's test mode says.
public enum SpamFilteringOption: String, PolicyChoice {
  case off, on, test
}

/// eop-spec §3.4.
public enum TestModeAction: String, PolicyChoice {
  case none, addXHeader, bccMessage
}

/// Which verdicts count inside the organization (eop-spec §5.3).
public enum IntraOrgFilterState: String, PolicyChoice {
  case `default`, highConfidencePhish, phish, highConfidenceSpam, spam, disabled

  /// Malware counts always, bulk never.
  func acts(on verdict: Verdict) -> Bool {
    switch verdict {
    case .highConfidencePhish: self != .disabled
    case .phish: self == .phish || self == .highConfidenceSpam || self == .spam
    case .highConfidenceSpam: self == .highConfidenceSpam || self == .spam
    case .spam: self == .spam
    default: false
    }
  }
}
