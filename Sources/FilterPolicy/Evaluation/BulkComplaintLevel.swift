/// How likely recipients complain of bulk mail, 0…9 (eop-spec §3.3): 0 for what is no bulk mail, else higher the more it looks
/// like spam.
struct BulkComplaintLevel: Sendable {
  let level: Int

  /// Probability of bulk from which a message is bulk mail.
  private static let bulkThreshold = 0.5

  init(_ findings: Findings) {
    guard findings.probabilities.bulk >= BulkComplaintLevel.bulkThreshold else {
      level = 0
      return
    }
    level = 1 + Int((min(max(findings.probabilities.spam, 0), 0.5) * 16).rounded(.down))
  }
}
