public import FilterPolicy

/// What a scan came to.
public enum ScanOutcome: Sendable {
  case findings(Findings)
  /// The message alone killed or hung a fresh scanner (design §3): it belongs in quarantine, with this sentence as the reason.
  case unscannable(reason: String)
}
