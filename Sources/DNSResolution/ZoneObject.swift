import FoundationEssentials
import MailTypes

/// A zone as JSON: name → type → values.
struct ZoneObject: Decodable {
  private let names: [String: NodeValue]

  static func read(_ text: [UInt8], source: String) throws(ZoneError) -> ZoneData {
    do {
      return try JSONDecoder().decode(ZoneObject.self, from: Data(text)).data()
    } catch let error as DecodingError {
      throw ZoneError(source: source, reason: reason(error))
    } catch {
      throw ZoneError(source: source, reason: "\(error)")
    }
  }

  init(from decoder: any Decoder) throws {
    names = try decoder.singleValueContainer().decode([String: NodeValue].self)
  }

  func data() throws -> ZoneData {
    var data = ZoneData()
    for (name, value) in names.sorted(by: { $0.key < $1.key }) {
      data.prepare(name)
      switch value {
      case .mark(let mark): data.set(whole: mark.entry, at: name)
      case .types(let types):
        for (type, values) in types { try add(values, type, at: name, to: &data) }
      }
    }
    return data
  }

  private func add(_ values: TypeValue, _ typeName: String, at name: String, to data: inout ZoneData) throws {
    // A type Martlet never asks for makes the name exist, and no more.
    guard let type = RecordText.type(named: typeName) else { return }
    switch values {
    case .mark(let mark): data.set(mark.entry, type, at: name)
    case .values(let values):
      for value in values {
        do {
          data.add(try record(type, value), type, at: name)
        } catch {
          throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "\(name) \(typeName): \(error.reason)"))
        }
      }
    }
  }

  private func record(_ type: DNSRecordType, _ value: Value) throws(RecordText.Failure) -> DNSRecord {
    switch (type, value) {
    case (.txt, .text(let text)): return .text([try octets(text)])
    case (.txt, .strings(let strings)):
      var result: [[UInt8]] = []
      for string in strings { result.append(try octets(string)) }
      return .text(result)
    case (_, .text(let text)):
      return try RecordText.record(type, fields: text.split(separator: " ").map(String.init))
    case (_, .strings):
      throw RecordText.Failure(reason: "only a TXT value may be an array of strings")
    }
  }

  /// U+0000–U+00FF stand for the octets of those numbers.
  private func octets(_ text: String) throws(RecordText.Failure) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let octet = UInt8(exactly: scalar.value) else {
        throw RecordText.Failure(
          reason: "U+\(String(scalar.value, radix: 16, uppercase: true)) stands for no octet; write UTF-8 as its octets")
      }
      result.append(octet)
    }
    return result
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: " ")
      return (path.isEmpty ? "" : path + ": ") + context.debugDescription
    @unknown default: return "\(error)"
    }
  }
}

extension ZoneObject {
  /// Stands in place of values.
  enum Mark: String {
    case failure = "SERVFAIL"
    case timeout = "TIMEOUT"

    var entry: ZoneData.Entry {
      switch self {
      case .failure: .failure
      case .timeout: .timeout
      }
    }
  }

  enum NodeValue: Decodable {
    case mark(Mark)
    case types([String: TypeValue])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        guard let mark = Mark(rawValue: text) else {
          throw DecodingError.dataCorruptedError(
            in: container, debugDescription: "a name takes an object of types, \"SERVFAIL\" or \"TIMEOUT\"")
        }
        self = .mark(mark)
      } else {
        self = .types(try container.decode([String: TypeValue].self))
      }
    }
  }

  enum TypeValue: Decodable {
    case mark(Mark)
    case values([Value])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = Mark(rawValue: text).map(TypeValue.mark) ?? .values([.text(text)])
      } else {
        self = .values(try container.decode([Value].self))
      }
    }
  }

  enum Value: Decodable {
    case text(String)
    case strings([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .strings(try container.decode([String].self))
      }
    }
  }
}
