import Foundation

/// A scenario of the SPF suites: a zone, and what is asked of it.
struct Scenario: Decodable {
  struct Test: Decodable {
    let name: String
    let helo: String
    let clientIP: String
    let mailFrom: String
    let accept: [String]
    let explanation: String?
    let expectedHeader: String?
    let receiver: String?

    enum CodingKeys: String, CodingKey {
      case name, helo, accept, explanation, receiver
      case clientIP = "client_ip"
      case mailFrom = "mail_from"
      case expectedHeader = "expected_header"
    }
  }

  let scenario: String
  let tests: [Test]
  private let zone: [String: [Record]]

  /// The zone as `--zone` takes it. A time-out stands for all types that the name has no records of.
  func zoneObject() throws -> [UInt8] {
    var names: [String: Any] = [:]
    for (name, records) in zone {
      var types: [String: [Any]] = [:]
      // SPF-type records are in the suites as TXT already.
      for record in records where record.type != "SPF" {
        if let type = record.type, let value = record.value { types[type, default: []].append(value.inZone) }
      }
      var node: [String: Any] = types
      if records.contains(where: { $0.error == "TIMEOUT" }) {
        for type in ["A", "AAAA", "MX", "PTR", "TXT"] where types[type] == nil { node[type] = "TIMEOUT" }
      }
      names[name] = node
    }
    return Array(try JSONSerialization.data(withJSONObject: names))
  }

  private struct Record: Decodable {
    let type: String?
    let value: Value?
    let error: String?
  }

  private enum Value: Decodable {
    case text(String)
    case strings([String])
    case exchange(Int, String)

    init(from decoder: any Decoder) throws {
      if let text = try? decoder.singleValueContainer().decode(String.self) {
        self = .text(text)
      } else if let strings = try? decoder.singleValueContainer().decode([String].self) {
        self = .strings(strings)
      } else {
        var list = try decoder.unkeyedContainer()
        self = .exchange(try list.decode(Int.self), try list.decode(String.self))
      }
    }

    var inZone: Any {
      switch self {
      case .text(let text): text.isEmpty ? "." : text
      case .strings(let strings): strings
      case .exchange(let preference, let name): "\(preference) \(name.isEmpty ? "." : name)"
      }
    }
  }
}
