/// Texts that a whole corpus bears, and that tell where a message was collected instead of what it is: names that its makers
/// put in place of real ones. They are blanked before any feature is taken.
public struct CorpusMarks: Sendable {
  /// The marks of the corpora that the base model was trained and measured on.
  public static let known = CorpusMarks([
    "phishing@pot", "spamassassin.taint.org", "csmining.org", "redacted@redacted.com", "baddomain.com",
  ])

  public let texts: [String]
  private let marks: [[UInt8]]

  /// Empty texts are left out.
  public init(_ texts: [String]) {
    self.texts = texts.filter { !$0.isEmpty }
    marks = self.texts.map { $0.utf8.map(CorpusMarks.folded) }
  }

  /// Writes `x` over every mark, in any case. Lengths stay as they are.
  public func blank(_ content: inout [UInt8]) {
    for mark in marks { CorpusMarks.blank(mark, in: &content) }
  }

  private static func blank(_ mark: [UInt8], in content: inout [UInt8]) {
    guard let first = mark.first, content.count >= mark.count else { return }
    var index = 0
    while index <= content.count - mark.count {
      guard folded(content[index]) == first, mark.indices.allSatisfy({ folded(content[index + $0]) == mark[$0] }) else {
        index += 1
        continue
      }
      for offset in mark.indices { content[index + offset] = UInt8(ascii: "x") }
      index += mark.count
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 { (byte &- 0x41) < 26 ? byte | 0x20 : byte }
}
