/// One way to look at a message. Each view has its own features, its own slots and its own weights; their logits are fused.
public enum FeatureView: Int, CaseIterable, Sendable {
  /// Runs of bytes of the message as it came: what one site's mail looks like. Knows a site best, and no other.
  case bytes
  /// Runs of characters of the text that a reader sees.
  case characters
  /// Words of that text, and pairs of them.
  case words
  /// Header and structure: which fields, of what shape, in what order; names and addresses and how they agree; lines, links,
  /// parts, elements.
  case form

  /// Stable: part of the model file's format.
  public var name: String {
    switch self {
    case .bytes: "bytes"
    case .characters: "characters"
    case .words: "words"
    case .form: "form"
    }
  }

  /// Binary logarithm of the number of slots. Features are told apart by their slot alone; two that share one are one.
  public static let slotBits = 20
  public static let slotCount = 1 << slotBits
}
