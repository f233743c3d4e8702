/// How much a text had to be changed to be read as a person reads it.
public struct TextFolding: Hashable, Sendable {
  /// Characters that show nothing, inside words: removed.
  public internal(set) var zeroWidth = 0
  /// The same between words, as newsletters have them after their preview text: removed.
  public internal(set) var padding = 0
  /// Bidirectional embeddings, overrides and isolates: removed.
  public internal(set) var bidi = 0
  /// Letters of another script that look like Latin ones, in words with Latin letters: replaced.
  public internal(set) var confusable = 0
  /// Latin letters in mathematical, full-width or enclosed dress: replaced.
  public internal(set) var styled = 0

  public init() {}

  public static func += (left: inout TextFolding, right: TextFolding) {
    left.zeroWidth += right.zeroWidth
    left.padding += right.padding
    left.bidi += right.bidi
    left.confusable += right.confusable
    left.styled += right.styled
  }
}
