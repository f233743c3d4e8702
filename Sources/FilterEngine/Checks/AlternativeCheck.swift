import ContentAnalysis
import FilterPolicy

/// Plain text beside HTML that should say the same (RFC 2046 §5.1.4).
struct AlternativeCheck: ScanCheck {
  private let mismatch = SignalDeclaration(
    "text.alternative", 1.5, "The plain text says something else than the HTML that is shown")

  var declarations: [SignalDeclaration] { [mismatch] }

  /// Share of the words in common below which it is another text. Programs that make the plain text from the HTML keep more
  /// than half of them; "view this in a browser" alone has too few words to be judged.
  private static let leastAgreement = 0.25

  func signals(for facts: ScanFacts) -> [Signal] {
    guard let agreement = facts.content.alternativeAgreement else { return [] }
    let percent = Int((agreement * 100).rounded())
    return mismatch.found(if: agreement < AlternativeCheck.leastAgreement, "\(percent) % of the words in common")
  }
}
