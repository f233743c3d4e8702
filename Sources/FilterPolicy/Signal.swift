/// One thing the scan noticed, with what it weighs.
public struct Signal: Hashable, Sendable, Codable {
  /// Stable: `url.numericIP`.
  public var id: String
  /// Added to the spam score; negative where it speaks for the message.
  public var weight: Double
  /// One sentence for people, the same for every message.
  public var sentence: String
  /// What exactly was found in this message; at most `detailLimit` characters.
  public var detail: String?

  /// Enough to recognise a link or a name by, too little to carry a message's content into the trace.
  public static let detailLimit = 120

  public init(id: String, weight: Double, sentence: String, detail: String? = nil) {
    self.id = id
    self.weight = weight
    self.sentence = sentence
    self.detail = detail.map { $0.count > Signal.detailLimit ? $0.prefix(Signal.detailLimit - 1) + "…" : $0 }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(weight, forKey: .weight)
    try container.encode(sentence, forKey: .sentence)
    try container.encode(detail, forKey: .detail)
  }
}
