import ContentAnalysis
import FilterPolicy

/// All that a check may look at.
struct ScanFacts: Sendable {
  let subject: ScanSubject
  let message: MessageFacts
  let content: ContentFacts
  let reverse: ReverseLookup
}
