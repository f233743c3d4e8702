import FilterPolicy
import GatewayStorage
import InternetMessage
import MailQueue
import MailTypes

/// The decisions of all recipients of one organisation's message, turned into copies: recipients who share a decision and a
/// next hop share a copy. Pure, so that who gets what can be tested without a queue.
struct DispatchPlan {
  /// One recipient with what was decided for it.
  struct Part {
    var recipient: Envelope.Recipient
    var destination: Destination
    var decision: Decision
  }

  private(set) var copies: [NewCopy] = []
  private(set) var quarantined: [NewQuarantineEntry] = []

  /// `edits` are those every copy gets, below the headers of its own decision; `keptUntil` is the retention of a copy that is
  /// kept back without its decision saying for how long.
  init(_ parts: [Part], edits: HeaderEdits, mayNotifySender: Bool, subject: String, keptUntil: UTCTime) {
    var positions: [CopyIdentity: Int] = [:]
    for part in parts {
      let isKept = DispatchPlan.isKeptBack(part.decision.action)
      let identity = CopyIdentity(
        nextHop: part.destination.nextHop, headers: part.decision.headers, isJunk: part.decision.action == .moveToJunk,
        isKept: isKept, verdict: part.decision.verdict)
      if let position = positions[identity] {
        if isKept {
          quarantined[position].copy.recipients.append(part.recipient)
        } else {
          copies[position].recipients.append(part.recipient)
        }
        continue
      }
      var ownEdits = edits
      ownEdits.prepend(contentsOf: part.decision.headers)
      let copy = NewCopy(
        nextHop: part.destination.nextHop, recipients: [part.recipient], edits: ownEdits, isJunk: identity.isJunk,
        mayNotifySender: mayNotifySender)
      if isKept {
        positions[identity] = quarantined.count
        quarantined.append(DispatchPlan.entry(copy, part.decision, subject: subject, keptUntil: keptUntil))
      } else {
        positions[identity] = copies.count
        copies.append(copy)
      }
    }
  }

  /// Changes the edits of every copy, those that are kept back included: a release sends them on.
  mutating func changeEdits(_ change: (inout HeaderEdits) throws -> Void) rethrows {
    for index in copies.indices { try change(&copies[index].edits) }
    for index in quarantined.indices { try change(&quarantined[index].copy.edits) }
  }

  /// What two recipients must share to share a copy.
  private struct CopyIdentity: Hashable {
    var nextHop: NextHop
    var headers: [String]
    var isJunk: Bool
    var isKept: Bool
    var verdict: Verdict
  }

  /// A reject that was not answered as one, because other recipients take the message or the answer went out before the
  /// decision, becomes quarantine (design §4).
  private static func isKeptBack(_ action: FilterAction) -> Bool {
    action == .quarantine || action == .reject
  }

  private static func entry(_ copy: NewCopy, _ decision: Decision, subject: String, keptUntil: UTCTime) -> NewQuarantineEntry {
    NewQuarantineEntry(
      copy: copy, reason: reason(for: decision.verdict), verdict: decision.verdict, subject: subject,
      expiresAt: (decision.quarantineExpires ?? keptUntil).microseconds)
  }

  /// eop-spec §6.1.
  private static func reason(for verdict: Verdict) -> QuarantineReason {
    switch verdict {
    case .unscannable: .unscannable
    case .malware: .malware
    case .highConfidencePhish: .highConfidencePhish
    case .phish, .spoof, .impersonation: .phish
    case .highConfidenceSpam, .spam, .notSpam: .spam
    case .bulk: .bulk
    }
  }
}
