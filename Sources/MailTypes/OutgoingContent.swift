/// The bytes of one copy of a message as it leaves: a head made for this copy (its edited header block, with what was
/// prepended), then the stored bytes from an offset on, with what is changed in the body. The body is not copied to make a copy.
public struct OutgoingContent: Hashable, Sendable {
  /// A stretch of the copy.
  public enum Piece: Hashable, Sendable {
    case made([UInt8])
    /// A range of the stored bytes.
    case stored(Range<Int>)
  }

  /// In order; none is empty.
  public let pieces: [Piece]
  public let stored: MessageContent

  /// `offset`, where in `stored` the rest begins, is brought into 0…`stored.size`. Of the edits, which are in order, those count
  /// that lie in the rest and do not overlap.
  public init(head: [UInt8] = [], stored: MessageContent, from offset: Int = 0, edits: [BodyEdit] = []) {
    var pieces: [Piece] = []
    var position = min(max(offset, 0), stored.size)
    func add(_ bytes: [UInt8]) { if !bytes.isEmpty { pieces.append(.made(bytes)) } }
    func add(_ range: Range<Int>) { if !range.isEmpty { pieces.append(.stored(range)) } }
    add(head)
    for edit in edits where edit.range.lowerBound >= position && edit.range.upperBound <= stored.size {
      add(position..<edit.range.lowerBound)
      add(edit.bytes)
      position = edit.range.upperBound
    }
    add(position..<stored.size)
    self.pieces = pieces
    self.stored = stored
  }

  /// Octets in all.
  public var size: Int {
    pieces.reduce(0) { sum, piece in
      switch piece {
      case .made(let bytes): sum + bytes.count
      case .stored(let range): sum + range.count
      }
    }
  }
}
