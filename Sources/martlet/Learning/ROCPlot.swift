import Classification

/// The ROC curve as a picture: ham called spam against spam missed, both on logarithmic axes, as filters are compared.
struct ROCPlot {
  private static let size = 480.0
  private static let margin = 60.0
  /// Per cent at the left and bottom end of the axes; smaller shares are drawn there.
  private static let least = 0.001

  private let curve: ErrorCurve

  init(_ curve: ErrorCurve) {
    self.curve = curve
  }

  var svg: String {
    let side = ROCPlot.size + 2 * ROCPlot.margin
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" font-family="sans-serif" font-size="13">
      <title>Ham called spam against spam missed, per cent</title>
      <rect width="100%" height="100%" fill="#fff"/>
      \(grid)
      <polyline points="\(line)" fill="none" stroke="#0b62a3" stroke-width="2"/>
      <text x="\(side / 2)" y="\(side - 12)" text-anchor="middle">ham called spam, %</text>
      <text x="16" y="\(side / 2)" text-anchor="middle" transform="rotate(-90 16 \(side / 2))">spam missed, %</text>
      </svg>

      """
  }

  private var line: String {
    guard curve.hamCount > 0, curve.spamCount > 0 else { return "" }
    return curve.points.map { point in
      let x = ROCPlot.place(Double(point.ham) / Double(curve.hamCount) * 100)
      let y = ROCPlot.place(Double(point.spam) / Double(curve.spamCount) * 100)
      return "\(ROCPlot.margin + x),\(ROCPlot.margin + ROCPlot.size - y)"
    }.joined(separator: " ")
  }

  private var grid: String {
    let far = ROCPlot.margin + ROCPlot.size
    return ["0.001", "0.01", "0.1", "1", "10", "100"].map { label in
      let offset = ROCPlot.place(Double(label) ?? 100)
      let (x, y) = (ROCPlot.margin + offset, far - offset)
      return """
        <path d="M\(x) \(ROCPlot.margin)V\(far)M\(ROCPlot.margin) \(y)H\(far)" stroke="#ddd"/>
        <text x="\(x)" y="\(far + 20)" text-anchor="middle">\(label)</text>
        <text x="\(ROCPlot.margin - 8)" y="\(y + 4)" text-anchor="end">\(label)</text>
        """
    }.joined(separator: "\n")
  }

  /// Where a share stands on an axis.
  private static func place(_ percent: Double) -> Double {
    size * LogarithmicScale.position(max(percent, least), from: least, to: 100)
  }
}
