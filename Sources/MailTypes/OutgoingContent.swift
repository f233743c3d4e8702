/// The bytes of one copy of a message as it leaves: a head made for this copy (its edited header block, with what was
/// prepended), then the stored bytes from an offset on. The body is neither copied nor changed to make a copy.
public struct OutgoingContent: Hashable, Sendable {
  /// Goes first; ends where the stored bytes go on.
  public let head: [UInt8]
  public let stored: MessageContent
  /// Where in `stored` the rest begins: 0…`stored.size`.
  public let offset: Int

  /// `offset` is brought into 0…`stored.size`.
  public init(head: [UInt8] = [], stored: MessageContent, from offset: Int = 0) {
    self.head = head
    self.stored = stored
    self.offset = min(max(offset, 0), stored.size)
  }

  /// Octets in all.
  public var size: Int { head.count + stored.size - offset }
}
