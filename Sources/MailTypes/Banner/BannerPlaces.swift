/// The places of a message for a banner: the beginning of the first text that is shown, in each of its alternatives; or why it
/// can have none.
public enum BannerPlaces: Hashable, Sendable, Codable {
  case places([BannerPlace])
  case obstacle(BannerObstacle)

  private enum CodingKeys: String, CodingKey {
    case places, obstacle
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let obstacle = try container.decodeIfPresent(BannerObstacle.self, forKey: .obstacle) {
      self = .obstacle(obstacle)
    } else {
      self = .places(try container.decode([BannerPlace].self, forKey: .places))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .places(let places): try container.encode(places, forKey: .places)
    case .obstacle(let obstacle): try container.encode(obstacle, forKey: .obstacle)
    }
  }
}
