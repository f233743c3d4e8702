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
    var decision: Decision
    /// Where this recipient's copy goes: the recipient, or those it is redirected to, and who gets a copy beside them.
    var ways: [Way]
  }

  /// An address, and how it is reached.
  struct Way {
    var recipient: Envelope.Recipient
    var nextHop: NextHop
    /// A stranger, to whom a policy redirects the mail: what we mark for our own people is not for them.
    var isOutside = false
  }

  private(set) var copies: [NewCopy] = []
  private(set) var quarantined: [NewQuarantineEntry] = []
  private var positions: [CopyIdentity: Int] = [:]
  private let common: Common

  /// What all copies of the message share.
  struct Common {
    /// Those every copy gets, below the headers of its own decision.
    var edits: HeaderEdits
    var mayNotifySender: Bool
    /// As people read it; `nil` where the message has no such field.
    var subject: String?
    /// Where a banner can stand in the text.
    var bannerPlaces: [BannerPlace] = []
    /// The retention of a copy that is kept back without its decision saying for how long.
    var keptUntil: UTCTime
  }

  init(_ parts: [Part], _ common: Common) {
    self.common = common
    for part in parts { add(part) }
  }

  /// Nothing of the message is delivered or kept.
  var isEmpty: Bool { copies.isEmpty && quarantined.isEmpty }

  /// Changes the edits of every copy, those that are kept back included: a release sends them on.
  mutating func changeEdits(_ change: (inout HeaderEdits) throws -> Void) rethrows {
    for index in copies.indices { try change(&copies[index].edits) }
    for index in quarantined.indices { try change(&quarantined[index].copy.edits) }
  }

  private mutating func add(_ part: Part) {
    switch part.decision.action {
    // eop-spec §5.2: deleted without a word to anybody.
    case .delete: break
    case .quarantine: keepBack(part)
    // A reject that was not answered as one, because other recipients take the message or the answer went out before the
    // decision, becomes quarantine (design §4).
    case .reject: keepBack(part)
    case .redirect, .deliver, .moveToJunk, .addXHeader, .modifySubject, .noAction: deliver(part)
    }
  }

  private mutating func deliver(_ part: Part) {
    for way in part.ways {
      let identity = CopyIdentity(way, part.decision, isKept: false)
      if let position = positions[identity] {
        // Several recipients' copies may go to one address.
        if !copies[position].recipients.contains(way.recipient) { copies[position].recipients.append(way.recipient) }
      } else {
        positions[identity] = copies.count
        copies.append(copy(to: way, part.decision))
      }
    }
  }

  private mutating func keepBack(_ part: Part) {
    guard let way = part.ways.first else { return }
    let own = Way(recipient: part.recipient, nextHop: way.nextHop)
    let identity = CopyIdentity(own, part.decision, isKept: true)
    if let position = positions[identity] {
      quarantined[position].copy.recipients.append(part.recipient)
    } else {
      positions[identity] = quarantined.count
      quarantined.append(entry(copy(to: own, part.decision), part.decision))
    }
  }

  private func copy(to way: Way, _ decision: Decision) -> NewCopy {
    var edits = common.edits
    edits.prepend(contentsOf: decision.headers)
    let prefix = [decision.subjectPrefix, tag(for: way, decision)].compactMap { $0 }.joined(separator: " ")
    if !prefix.isEmpty { put(prefix, beforeSubjectIn: &edits) }
    if !way.isOutside, let banner = decision.banner {
      let writer = BannerWriter(banner)
      edits.changeBody(common.bannerPlaces.map(writer.edit))
    }
    return NewCopy(
      nextHop: way.nextHop, recipients: [way.recipient], edits: edits, isJunk: decision.isJunk,
      mayNotifySender: common.mayNotifySender)
  }

  /// A subject that has the tag from an earlier turn of a conversation is not given another.
  private func tag(for way: Way, _ decision: Decision) -> String? {
    guard !way.isOutside, let tag = decision.subjectTag, common.subject?.contains(tag) != true else { return nil }
    return tag
  }

  /// The subject as it was stays beside it.
  private func put(_ prefix: String, beforeSubjectIn edits: inout HeaderEdits) {
    guard let subject = common.subject else {
      edits.prepend("Subject: \(EncodedWords(prefix).folded)")
      return
    }
    edits.insert(prefix, before: "Subject", occurrence: 0)
    edits.prepend("\(DispatchPlan.originalSubject): \(EncodedWords(subject).folded)")
  }

  /// Of a copy whose subject was changed.
  static let originalSubject = "X-Martlet-Original-Subject"

  private func entry(_ copy: NewCopy, _ decision: Decision) -> NewQuarantineEntry {
    NewQuarantineEntry(
      copy: copy, reason: DispatchPlan.reason(for: decision.verdict), verdict: decision.verdict, subject: common.subject ?? "",
      expiresAt: (decision.quarantineExpires ?? common.keptUntil).microseconds)
  }

  /// What two recipients must share to share a copy.
  private struct CopyIdentity: Hashable {
    let nextHop: NextHop
    let headers: [String]
    let subjectPrefix: String?
    let isJunk: Bool
    let banner: [String]?
    let subjectTag: String?
    let isKept: Bool
    let verdict: Verdict

    init(_ way: Way, _ decision: Decision, isKept: Bool) {
      nextHop = way.nextHop
      headers = decision.headers
      subjectPrefix = decision.subjectPrefix
      isJunk = decision.isJunk
      banner = way.isOutside ? nil : decision.banner
      subjectTag = way.isOutside ? nil : decision.subjectTag
      self.isKept = isKept
      verdict = decision.verdict
    }
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
