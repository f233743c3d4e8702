/// One thing the scan noticed, with what it weighs.
public struct Signal: Hashable, Sendable, Codable {
  /// Stable: `url.numericIP`.
  public var id: String
  /// Added to the spam score; negative where it speaks for the message. A multiple of one millionth.
  public var weight: Double
  /// One sentence for people, the same for every message.
  public var sentence: String
  /// What exactly was found in this message: one line of at most `detailLimit` characters, controls left out, so that it can
  /// be shown anywhere.
  public var detail: String?

  /// Enough to recognise a link or a name by, too little to carry a message's content into the trace.
  public static let detailLimit = 120

  public init(id: String, weight: Double, sentence: String, detail: String? = nil) {
    self.id = id
    self.weight = Double(Signal.millionths(weight)) / 1e6
    self.sentence = sentence
    self.detail = detail.map(Signal.shown)
  }

  /// Beyond ±1,000,000 a weight is that: no score needs more, and sums stay far from any overflow.
  static func millionths(_ weight: Double) -> Int64 {
    weight.isNaN ? 0 : Int64((min(max(weight, -1e6), 1e6) * 1e6).rounded())
  }

  /// One line of at most `detailLimit` characters without controls.
  static func shown(_ detail: String) -> String {
    // Scalars and not characters: one character may be any number of combining marks.
    let scalars = detail.unicodeScalars.prefix(detailLimit + 1).map { isControl($0) ? " " : $0 }
    let text = String(String.UnicodeScalarView(scalars))
    return scalars.count > detailLimit ? String(text.unicodeScalars.prefix(detailLimit - 1)) + "…" : text
  }

  /// Controls, and the marks that turn the direction of text around.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(weight, forKey: .weight)
    try container.encode(sentence, forKey: .sentence)
    try container.encode(detail, forKey: .detail)
  }
}
