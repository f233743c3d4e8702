public import MailTypes

/// Answers from a zone held in memory: for tests, `--zone`, and machines without DNS.
public struct ZoneResolver: DNSResolver {
  /// CNAMEs followed for one question: as many as libunbound's own limit, and more than any honest zone has.
  public static let cnameLimit = 11

  private let data: ZoneData

  init(data: ZoneData) { self.data = data }

  /// Reads a zone object (the JSON of `--zone`) or an RFC 1035 §5 master file, told apart by the first character.
  /// `source` names it in errors.
  public init(text: [UInt8], source: String) throws(ZoneError) {
    let first = text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "{") {
      data = try ZoneObject.read(text, source: source)
    } else {
      var reader = MasterFileReader(source: source)
      data = try reader.read(text)
    }
  }

  public func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    var name = question.name
    for _ in 0...Self.cnameLimit {
      guard let node = data.node(for: name) else { return .nameError }
      switch node.whole ?? node.entries[question.type] {
      case .failure: return .failure("the zone says SERVFAIL")
      case .timeout: return .timeout
      case .records(let records) where !records.isEmpty: return .records(records, isSecure: false)
      case .records, nil:
        guard case .records(let targets) = node.entries[.cname], case .name(let target)? = targets.first else { return .noData }
        name = DNSQuestion(target, question.type).name
      }
    }
    return .failure("more than \(Self.cnameLimit) CNAMEs")
  }
}

extension ZoneResolver: Decodable {
  /// A zone object inside other JSON.
  public init(from decoder: any Decoder) throws {
    data = try ZoneObject(from: decoder).data()
  }
}
