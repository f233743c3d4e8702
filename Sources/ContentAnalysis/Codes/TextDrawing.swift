/// QR codes drawn with block characters (U+2580…U+2588), as programs for terminals do.
enum TextDrawing {
  /// Lines from which a drawing may be a code: the smallest has eleven, two modules a line.
  private static let lineLimit = 11
  /// Drawings read of one text.
  static let drawingLimit = 4

  /// The texts of the codes drawn in `text`, which is UTF-8.
  static func codes(in text: [UInt8]) -> [String] {
    // Hardly any text has such characters at all.
    guard ByteSearch.contains([0xE2, 0x96], in: text) else { return [] }
    return drawings(in: text).prefix(drawingLimit).flatMap { $0.codes }
  }

  /// Runs of lines that hold nothing but blocks and blanks.
  private static func drawings(in text: [UInt8]) -> [ModuleGrid] {
    var drawings: [ModuleGrid] = []
    var grid = ModuleGrid()
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) + [[]] {
      if let (upper, lower) = halves(line) {
        grid.append(upper)
        grid.append(lower)
      } else if !grid.rows.isEmpty {
        if grid.rows.count >= 2 * lineLimit { drawings.append(grid) }
        grid = ModuleGrid()
      }
    }
    return drawings
  }

  /// The two rows of modules of a line; `nil` where it holds anything else, or no block.
  private static func halves(_ line: ArraySlice<UInt8>) -> ([Bool], [Bool])? {
    var upper: [Bool] = []
    var lower: [Bool] = []
    guard line.count <= 3 * ModuleGrid.sides.upperBound else { return nil }
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      guard scalar != "\r" else { continue }
      guard let (top, bottom) = halves(scalar) else { return nil }
      upper.append(top)
      lower.append(bottom)
    }
    return upper.contains(true) || lower.contains(true) ? (upper, lower) : nil
  }
  /// Which halves of its place a character fills.
  private static func halves(_ scalar: Unicode.Scalar) -> (Bool, Bool)? {
    switch scalar.value {
    case 0x20, 0xA0, 0x3000: (false, false)
    case 0x2580: (true, false)
    case 0x2584: (false, true)
    case 0x2588: (true, true)
    default: nil
    }
  }
}
