/// The squares in three corners of a QR code: dark, light, three dark, light, dark along any line through their middle
/// (ISO/IEC 18004 §6.3.3). Looking for them first spares most pictures the search for a code, which costs ten times as much.
enum FinderPattern {
  /// Rows beside one another that show the pattern at one place: the middle of a square is three modules high.
  private static let rowLimit = 3
  /// Squares that must be found of the three; the third may be dirty.
  private static let squareLimit = 2
  /// Difference of grey in a row from which there are light and dark in it.
  private static let contrastLimit: UInt8 = 40
  /// Pixels of height from which every second row is enough.
  private static let coarseHeight = 400

  /// A place in a row that shows the pattern, and for how many rows it has.
  private struct Hit {
    var center: Int
    var length: Int
    var rows: Int
  }

  /// Whether a code may be in the picture, dark on light or light on dark.
  static func mayBe(in image: GreyImage) -> Bool {
    let step = image.height > coarseHeight ? 2 : 1
    var squares = 0
    var above: [Hit] = []
    for row in stride(from: 0, to: image.height, by: step) {
      var hits = hits(in: image.pixels[(row * image.width)..<((row + 1) * image.width)])
      for index in hits.indices {
        let place = hits[index]
        let before = above.first { abs($0.center - place.center) * 14 <= place.length + 14 }
        hits[index].rows = (before?.rows ?? 0) + 1
        if hits[index].rows == rowLimit, isSquare(place, row: row, in: image) { squares += 1 }
      }
      if squares >= squareLimit { return true }
      above = hits
    }
    return false
  }

  /// Whether the column through the middle of a hit shows the pattern too, about as long: letters seldom do.
  private static func isSquare(_ hit: Hit, row: Int, in image: GreyImage) -> Bool {
    let window = max(0, row - hit.length)..<min(image.height, row + hit.length)
    let column = window.map { image.pixels[$0 * image.width + min(hit.center, image.width - 1)] }
    return hits(in: column[...]).contains { $0.length * 2 > hit.length && $0.length < hit.length * 2 }
  }

  private static func hits(in row: ArraySlice<UInt8>) -> [Hit] {
    guard let darkest = row.min(), let lightest = row.max(), lightest - darkest >= contrastLimit else { return [] }
    let middle = darkest + (lightest - darkest) / 2
    var runs = Runs()
    var hits: [Hit] = []
    var wasDark = false
    for (index, pixel) in row.enumerated() {
      let isDark = pixel <= middle
      if isDark != wasDark, let length = runs.next() { hits.append(Hit(center: index - length / 2, length: length, rows: 1)) }
      wasDark = isDark
      runs.extend()
    }
    if let length = runs.next() { hits.append(Hit(center: row.count - length / 2, length: length, rows: 1)) }
    return hits
  }

  /// The lengths of the last five runs of one shade.
  private struct Runs {
    private var lengths = SIMD8<Int32>.zero

    mutating func extend() { lengths[4] &+= 1 }

    /// Ends a run; the length of the last five where they are the pattern.
    mutating func next() -> Int? {
      let length = isPattern ? Int(lengths.wrappedSum()) : nil
      lengths = SIMD8(lengths[1], lengths[2], lengths[3], lengths[4], 0, 0, 0, 0)
      return length
    }

    /// Each within half a module, and one pixel, of what it should be: in sevenths of the whole.
    private var isPattern: Bool {
      let total = lengths.wrappedSum()
      guard total >= 10, lengths[0] > 0 else { return false }
      let slack = total / 2 + 7
      func isNear(_ index: Int, _ modules: Int32) -> Bool { abs(7 * lengths[index] - modules * total) <= slack * modules }
      return isNear(2, 3) && isNear(1, 1) && isNear(3, 1) && isNear(0, 1) && isNear(4, 1)
    }
  }
}
