/// A QR code drawn with characters or table cells: rows of modules, true for dark.
struct ModuleGrid {
  /// Modules of a side of the smallest code and of the largest (ISO/IEC 18004 §5.3.1), with margins, and twice as many where
  /// each is drawn by two characters.
  static let sides = 21...400
  /// Pixels a module becomes: what the reader finds easily.
  private static let scale = 4
  /// Modules of light around the drawing.
  private static let margin = 4

  private(set) var rows: [[Bool]] = []

  mutating func append(_ row: [Bool]) {
    if rows.count <= ModuleGrid.sides.upperBound { rows.append(Array(row.prefix(ModuleGrid.sides.upperBound))) }
  }

  /// The texts of the codes in it.
  var codes: [String] { picture.map { QRReader.codes(in: $0) } ?? [] }

  /// `nil` for what is no drawing of a code.
  private var picture: GreyImage? {
    let columns = rows.reduce(0) { max($0, $1.count) }
    guard ModuleGrid.sides.contains(columns), ModuleGrid.sides.contains(rows.count) else { return nil }
    let margin = ModuleGrid.margin * ModuleGrid.scale
    let width = columns * ModuleGrid.scale + 2 * margin
    let height = rows.count * ModuleGrid.scale + 2 * margin
    var pixels = [UInt8](repeating: 255, count: width * height)
    for (y, row) in rows.enumerated() {
      for (x, isDark) in row.enumerated() where isDark {
        for line in 0..<ModuleGrid.scale {
          let start = (margin + y * ModuleGrid.scale + line) * width + margin + x * ModuleGrid.scale
          pixels.replaceSubrange(start..<(start + ModuleGrid.scale), with: repeatElement(0, count: ModuleGrid.scale))
        }
      }
    }
    return GreyImage(width: width, height: height, pixels: pixels)
  }
}
