/// Settings that are wholly described by a table of parameters. What is not written has its default.
public protocol Parameterized: Hashable, Sendable, Codable {
  /// `anti-spam policy`, for people.
  static var noun: String { get }
  /// All of it, in the order in which it is shown.
  static var parameters: [PolicyParameter<Self>] { get }

  /// The defaults.
  init()
}

/// The settings of one kind of protection; `init()` gives the default policy.
public protocol FilteringPolicy: Parameterized {
  /// The preset security policies (eop-spec §14.2).
  static var standard: Self { get }
  static var strict: Self { get }

  /// A preset with what an organization says about it.
  func preset(_ assignment: Presets.Assignment) -> Self

  /// What single parameters cannot say: that they contradict each other.
  var problems: [PolicyProblem] { get }
}

extension FilteringPolicy {
  public func preset(_ assignment: Presets.Assignment) -> Self { self }

  public var problems: [PolicyProblem] { [] }
}

extension Parameterized {
  /// By either spelling, whatever the case.
  public static func parameter(_ name: String) -> PolicyParameter<Self>? {
    let name = name.lowercased()
    return parameters.first { $0.name.lowercased() == name }
  }

  /// A key that is no parameter is passed over: a later release may have written it.
  public init(from decoder: any Decoder) throws {
    self.init()
    let container = try decoder.container(keyedBy: AnyKey.self)
    for parameter in Self.parameters {
      guard let value = try container.decodeIfPresent(PolicyValue.self, forKey: AnyKey(parameter.key)) else { continue }
      do {
        try parameter.set(&self, value)
      } catch {
        throw DecodingError.dataCorruptedError(
          forKey: AnyKey(parameter.key), in: container, debugDescription: "\(Self.noun): \(error)")
      }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: AnyKey.self)
    for parameter in Self.parameters { try container.encode(parameter.get(self), forKey: AnyKey(parameter.key)) }
  }
}

/// Any key of an object.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ text: String) { stringValue = text }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
