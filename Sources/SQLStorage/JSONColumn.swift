import FoundationEssentials
import GatewayStorage

/// Values that no query looks into, as JSON in a text column.
enum JSONColumn {
  static func value(_ value: some Encodable) throws -> SQLValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return .text(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// - Throws: `StoreError.damaged`, which names `place`.
  static func read<Value: Decodable>(_ type: Value.Type, _ text: String?, _ place: String) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data((text ?? "").utf8))
    } catch {
      throw StoreError(.damaged, "\(place) cannot be read; restore the store from a backup")
    }
  }
}
