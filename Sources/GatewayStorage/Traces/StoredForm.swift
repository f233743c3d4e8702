import FoundationEssentials

/// A value as the store keeps it: encoded once by whoever made it, decoded only by who looks. JSON, so that a later release
/// reads what an earlier one wrote, and a finite Double comes back bit for bit.
public struct StoredForm<Value: Codable & Sendable>: Hashable, Sendable {
  public let bytes: [UInt8]

  /// What a store read.
  public init(bytes: [UInt8]) { self.bytes = bytes }

  /// `nil` for what JSON cannot hold, as a number that is not finite.
  public init?(_ value: Value) {
    guard let data = try? JSONEncoder().encode(value) else { return nil }
    bytes = Array(data)
  }

  /// - Throws: `StoreError.damaged`.
  public func value() throws(StoreError) -> Value { try part(Value.self) }

  /// Some of it, for who reads many: a type that has a few of the keys takes a fraction of the time.
  /// - Throws: `StoreError.damaged`.
  public func part<Part: Decodable>(_: Part.Type) throws(StoreError) -> Part {
    do {
      return try JSONDecoder().decode(Part.self, from: Data(bytes))
    } catch {
      throw StoreError(.damaged, "a stored \(Value.self) cannot be read; restore the store from a backup")
    }
  }
}
