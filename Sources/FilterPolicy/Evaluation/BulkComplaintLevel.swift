/// How likely recipients complain of bulk mail, 0…9 (eop-spec §3.3, which is silent on how Exchange Online comes to it). A sender
/// of which nothing is known stands in the middle of "mixed complaints"; what it does for those who want to leave, who it is
/// shown to be, how much its mail looks like spam, and what people here say of it, moves it.
struct BulkComplaintLevel: Sendable {
  let level: Int
  /// What made the level, in order; `nil` for mail that is not bulk.
  let sentence: String?

  /// Probability of bulk from which a message is bulk mail.
  static let bulkThreshold = 0.5
  /// Of a bulk sender of which nothing is known.
  static let unknownSender = 4

  init(_ findings: Findings, _ composite: CompositeAuthentication, _ history: BulkHistory?) {
    guard findings.probabilities.bulk >= BulkComplaintLevel.bulkThreshold else {
      (level, sentence) = (0, nil)
      return
    }
    let parts = [
      (BulkComplaintLevel.unknownSender, "mail to many"), BulkComplaintLevel.wayOut(findings.bulk),
      BulkComplaintLevel.service(findings.bulk), BulkComplaintLevel.author(composite),
      BulkComplaintLevel.content(findings.probabilities.spam), history?.standing.map { ($0.levels, $0.sentence) },
    ].compactMap { $0 }
    level = min(max(parts.reduce(0) { $0 + $1.0 }, 1), 9)
    let reasons = parts.map { "\($0.1) (\($0.0 < 0 ? "" : "+")\($0.0))" }.joined(separator: ", ")
    sentence = "bulk complaint level \(level): \(reasons)"
  }

  private typealias Part = (Int, String)

  private static func wayOut(_ bulk: BulkFindings?) -> Part? {
    switch bulk?.unsubscribe {
    case .none?: (2, "no way to unsubscribe")
    case .text: (1, "only words on how to unsubscribe")
    case .mail, .page, nil: nil
    case .oneClick: nil
    case .provenOneClick: (-1, "one click unsubscribes, under the author's signature")
    }
  }

  private static func service(_ bulk: BulkFindings?) -> Part? {
    bulk?.service.map { (-1, "sent by \($0), which hears complaints") }
  }

  private static func author(_ composite: CompositeAuthentication) -> Part? {
    if composite.isAuthenticated { return (-1, "the author is proven") }
    return composite.isFailure ? (1, "the author is not who it says") : nil
  }

  /// Below the threshold for spam, too: bulk that looks like spam is complained of.
  private static let looks = [(0.7, 3), (0.4, 2), (0.2, 1)]

  private static func content(_ probability: Double) -> Part? {
    looks.first { probability >= $0.0 }.map { ($0.1, "spam probability \(Judgement.percent(probability))") }
  }
}
