/// The text of a part: what its reader sees, and what is kept from him. UTF-8.
public struct VisibleText: Sendable {
  /// What a browser shows: white space collapsed, blocks on lines of their own; zero-width characters, bidirectional
  /// controls and look-alikes folded (`folding` says how many).
  public internal(set) var visible: [UInt8] = []
  /// What stands in the source and is not shown, in document order.
  public internal(set) var hidden: [UInt8] = []
  /// Octets hidden for each reason; reasons that occur only.
  public internal(set) var hiddenOctets: [HiddenReason: Int] = [:]
  /// What was folded in `visible`.
  public internal(set) var folding = TextFolding()

  public init() {}
}
