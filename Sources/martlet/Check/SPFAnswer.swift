import MailAuthentication

/// What `martlet check spf` prints.
struct SPFAnswer: Encodable {
  private let result: SPFResult
  private let header: String

  init(_ result: SPFResult, of request: SPFRequest) {
    self.result = result
    header = ReceivedSPFField(result, of: request).description
  }

  private enum CodingKeys: String, CodingKey {
    case result, domain, explanation, mechanism, reason, queries, header
  }

  /// Every key is there, with `null` where there is nothing to say.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result.verdict, forKey: .result)
    try container.encode(result.domain, forKey: .domain)
    try container.encode(result.explanation, forKey: .explanation)
    try container.encode(result.mechanism, forKey: .mechanism)
    try container.encode(result.reason?.description, forKey: .reason)
    try container.encode(result.queries.map(\.name), forKey: .queries)
    try container.encode(header, forKey: .header)
  }

  /// For people.
  var text: String {
    let lines = [
      ("Result", result.verdict.rawValue), ("Because of", result.mechanism ?? result.reason?.description),
      ("Explanation", result.explanation),
      ("Asked", result.queries.map { "\($0.name) \("\($0.type)".uppercased())" }.joined(separator: ", ")),
      ("Header", header),
    ]
    return CheckText.lines(lines)
  }
}

/// Lines of a name and a value.
enum CheckText {
  /// Without those that have no value. Values come from messages and DNS.
  static func lines(_ lines: [(name: String, value: String?)]) -> String {
    let shown = lines.compactMap { line in line.value.flatMap { $0.isEmpty ? nil : (line.name, $0) } }
    let width = shown.map(\.0.count).max() ?? 0
    return shown.map { name, value in
      name + ":" + String(repeating: " ", count: width - name.count + 1) + Output.printable(value) + "\n"
    }.joined()
  }
}
