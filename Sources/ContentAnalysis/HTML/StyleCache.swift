/// Styles of elements that were read, by their source: pages repeat a few of them all over.
struct StyleCache: Sendable {
  /// Places; a style that falls on another's place takes it.
  private static let placeCount = 64

  private var places = [(source: Range<Int>, change: StyleChange)?](repeating: nil, count: placeCount)

  /// The style whose source is at `range`, read by `read` where it is not known.
  mutating func change(at range: Range<Int>, in bytes: [UInt8], read: () -> StyleChange) -> StyleChange {
    let place = StyleCache.place(of: range, in: bytes)
    if let known = places[place], known.source.count == range.count, bytes[known.source].elementsEqual(bytes[range]) {
      return known.change
    }
    let change = read()
    places[place] = (range, change)
    return change
  }

  /// A few octets from all over the source: what counts is to be quick, the source is compared in full.
  private static func place(of range: Range<Int>, in bytes: [UInt8]) -> Int {
    var hash = UInt32(truncatingIfNeeded: range.count)
    for index in stride(from: range.lowerBound, to: range.upperBound, by: max(1, range.count / 8)) {
      hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193
    }
    return Int((hash ^ hash >> 16) % UInt32(placeCount))
  }
}
