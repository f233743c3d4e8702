import FilterPolicy

/// All that a check may look at.
struct ScanFacts: Sendable {
  let subject: ScanSubject
  let message: MessageFacts
  let reverse: ReverseLookup
}
