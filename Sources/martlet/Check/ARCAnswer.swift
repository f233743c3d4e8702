import MailAuthentication

/// What `martlet check arc` prints.
struct ARCAnswer: Encodable {
  private let result: String
  private let instances: Int
  private let reason: String?
  private let sealers: [String?]

  init(_ result: ARCResult) {
    self.result = result.verdict.rawValue
    instances = result.instances
    reason = result.reason.map { "\($0)" }
    sealers = result.sealers.map(\.domain)
  }

  private enum CodingKeys: CodingKey {
    case result, instances, reason, sealers
  }

  /// What is not there is null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(result, forKey: .result)
    try container.encode(instances, forKey: .instances)
    try container.encode(reason, forKey: .reason)
    try container.encode(sealers, forKey: .sealers)
  }

  /// For people.
  var text: String {
    let sealed = sealers.enumerated().map { "  i=\($0 + 1) sealed by \(Output.printable($1 ?? "nobody known"))\n" }
    return result + (reason.map { ": " + Output.printable($0) } ?? "") + "\n" + sealed.joined()
  }
}
