import FilterPolicy
import MailTypes

/// An address or domain of the message that a list has.
struct BlocklistHit: Hashable, Sendable {
  let list: Blocklist
  let meaning: Blocklist.Meaning
  /// What is listed.
  let subject: String
  /// The list's answer.
  let code: IPAddress

  var signal: Signal {
    let whose = list.kind == .ip ? "The client's address" : "A domain of the message"
    return Signal(
      id: "list.\(list.kind.rawValue).\(list.name)", weight: meaning.weight,
      sentence: meaning.sentence ?? "\(whose) is on the list \(list.name)", detail: "\(subject) (\(code))")
  }
}
