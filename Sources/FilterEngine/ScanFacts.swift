import ContentAnalysis
import FilterPolicy

/// All that a check may look at.
struct ScanFacts: Sendable {
  /// `nil` for mail that is learnt from: nobody hands it over.
  let subject: ScanSubject?
  let message: MessageFacts
  let content: ContentFacts
  let reverse: ReverseLookup
}
