import MailAuthentication
import MailTypes

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
    let asked = result.queries.map { "\($0.name) \("\($0.type)".uppercased())" }.joined(separator: ", ")
    return CheckText.lines([
      ("Result", result.verdict.rawValue), ("Because of", result.mechanism ?? result.reason?.description),
      ("Explanation", result.explanation), ("Asked", asked), ("Header", header),
    ])
  }
}
