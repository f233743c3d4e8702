/// What a domain's owner would have done with mail that fails (RFC 9989 §4.7 `p`).
public enum DMARCPolicy: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case none, quarantine, reject

  /// RFC 9989 §4.7 `t`: while a policy is tested, the one below it applies.
  public var whileTesting: DMARCPolicy { self == .reject ? .quarantine : .none }

  /// By strictness.
  public static func < (left: DMARCPolicy, right: DMARCPolicy) -> Bool { left.strictness < right.strictness }

  private var strictness: Int {
    switch self {
    case .none: 0
    case .quarantine: 1
    case .reject: 2
    }
  }
}

/// How alike two domains have to be (RFC 9989 §4.4): of one organization, or the same.
public enum DMARCAlignmentMode: String, Hashable, Sendable, Codable {
  case relaxed = "r"
  case strict = "s"
}
