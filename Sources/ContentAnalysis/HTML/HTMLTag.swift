/// A tag as ranges of its source.
public struct HTMLTag: Sendable {
  public internal(set) var name: Range<Int> = 0..<0
  /// In the order of the source, at most `HTMLTokenizer.attributeLimit`. Of several of one name the first counts.
  public internal(set) var attributes: [HTMLAttribute] = []
  public internal(set) var isSelfClosing = false

  /// Keeps the memory of the attributes for the next tag.
  mutating func begin(name: Range<Int>) {
    self.name = name
    attributes.removeAll(keepingCapacity: true)
    isSelfClosing = false
  }
}

/// An attribute as ranges of its source, quotation marks left out.
public struct HTMLAttribute: Sendable {
  public let name: Range<Int>
  public let value: Range<Int>
}
