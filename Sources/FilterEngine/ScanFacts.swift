import ContentAnalysis
import FilterPolicy
import InternetMessage

/// All that a check may look at.
struct ScanFacts: Sendable {
  /// `nil` for mail that is learnt from: nobody hands it over.
  let subject: ScanSubject?
  let message: MessageFacts
  let content: ContentFacts
  let authentication: AuthenticationFacts
  /// Who handed the message to us or to the relays before us; `nil` for mail that is learnt from.
  let client: ReceivedClient?
}
