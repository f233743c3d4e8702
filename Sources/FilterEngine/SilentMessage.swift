import FilterPolicy
import InternetMessage

/// A message with nothing in it to judge: no author, no subject, and no body but white space. Its missing fields are one fact,
/// noticed once for each of them, and the classifier has learnt from messages, not from their absence: neither may call it
/// spam, and nothing in it can be read, followed or opened.
enum SilentMessage {
  /// The highest score of such a message: one below even, as sure as a message can be of which nothing is known.
  static let scoreLimit = SpamScale.midpoint - 1

  static let empty = SignalDeclaration("message.empty", 0, "There is nothing in the message to judge: it is held below spam")

  static func holds(_ message: Message) -> Bool {
    let header = message.header
    guard header.first("From") == nil, header.first("Subject") == nil else { return false }
    return message.bytes.dropFirst(header.bodyStart).allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }

  /// What takes a score above the limit down to it, listed as all else.
  static func signals(for message: Message, score: Double) -> [Signal] {
    guard score > scoreLimit, holds(message) else { return [] }
    return [Signal(id: empty.id, weight: scoreLimit - score, sentence: empty.sentence)]
  }
}
