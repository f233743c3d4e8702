import MailAuthentication

/// What `martlet check dkim` prints.
struct DKIMAnswer: Encodable {
  private struct Signature: Encodable {
    let result: String
    let domain: String?
    let identity: String?
    let selector: String?
    let algorithm: String?
    let reason: String?
    let risks: [String]

    init(_ result: DKIMResult) {
      self.result = result.verdict.rawValue
      domain = result.domain
      identity = result.identity
      selector = result.selector
      algorithm = result.algorithm
      reason = result.reason.map { "\($0)" }
      risks = result.risks.map { "\($0)" }
    }

    private enum CodingKeys: CodingKey {
      case result, domain, identity, selector, algorithm, reason, risks
    }

    /// What is not there is null.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(result, forKey: .result)
      try container.encode(domain, forKey: .domain)
      try container.encode(identity, forKey: .identity)
      try container.encode(selector, forKey: .selector)
      try container.encode(algorithm, forKey: .algorithm)
      try container.encode(reason, forKey: .reason)
      try container.encode(risks, forKey: .risks)
    }

    var line: String {
      let names = [("d", domain), ("s", selector), ("i", identity), ("a", algorithm)]
      let words = [result] + names.compactMap { name, value in value.map { "\(name)=\(Output.printable($0))" } }
      let notes = ([reason].compactMap { $0 } + risks).map { "  \(Output.printable($0))\n" }
      return words.joined(separator: " ") + "\n" + notes.joined()
    }
  }

  private let signatures: [Signature]

  init(_ results: [DKIMResult]) { signatures = results.map(Signature.init) }

  /// For people.
  var text: String { signatures.isEmpty ? "none: the message is not signed\n" : signatures.map(\.line).joined() }
}
