import ArgumentParser
import InternetMessage
import MailAuthentication
import MailTypes

/// `martlet check dmarc`: whose policy applies, and whether it is met.
struct DMARCCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dmarc",
    abstract: "Find the DMARC policy of a From address, and whether SPF or DKIM results meet it (RFC 9989)",
    discussion: "Results are given, not computed: pass:example.org with --spf, and with each --dkim.")

  @Option(name: .customLong("from"), help: "Value of the From field, or a domain")
  var headerFrom: String?

  @Option(help: ArgumentHelp("What SPF found for which domain", valueName: "result:domain"))
  var spf: String?

  @Option(help: ArgumentHelp("What DKIM found for which domain; may be repeated", valueName: "result:domain"))
  var dkim: [String] = []

  @Option(
    name: .customLong("discovery"), help: "The standard that finds policies: 9989 (tree walk) or 7489 (public suffix list)")
  var discovery: String = DMARCDiscovery.treeWalk.rawValue

  @OptionGroup var options: CheckOptions

  func validate() throws {
    guard DMARCDiscovery(rawValue: discovery) != nil else {
      throw ValidationError("--discovery '\(discovery)' is neither 9989 nor 7489")
    }
    guard !options.isBatch else { return }
    if headerFrom == nil { throw ValidationError("--from is missing: a From address, or --batch") }
    for result in dkim + (spf.map { [$0] } ?? []) where Self.identifier(result) == nil {
      throw ValidationError("'\(result)' is no result with its domain; write pass:example.org")
    }
  }

  func run() async throws {
    let discovery = DMARCDiscovery(rawValue: self.discovery) ?? .treeWalk
    if options.isBatch {
      var batch = JSONLineBatch(zone: options.zone)
      try await batch.run { input, resolver throws(CommandFailure) in
        await Self.answer(try Self.request(input), input.options?.dmarc ?? discovery, resolver)
      }
    } else if let headerFrom {
      let request = DMARCRequest(
        authorDomains: Self.authorDomains([headerFrom]), spf: spf.flatMap(Self.identifier),
        dkim: dkim.compactMap(Self.identifier))
      let answer = await Self.answer(request, discovery, try CommandResolver.make(zone: options.zone))
      if options.isJSON { try Output.json(answer) } else { Output.write(answer.text) }
    }
  }

  private static func answer(
    _ request: DMARCRequest, _ discovery: DMARCDiscovery, _ resolver: some DNSResolver
  ) async -> DMARCAnswer {
    DMARCAnswer(await DMARCEvaluator(resolver: resolver, discovery: discovery).evaluate(request))
  }

  private static func request(_ input: CheckInput) throws(CommandFailure) -> DMARCRequest {
    let domains: [String]
    if let headerFrom = input.headerFrom {
      domains = authorDomains(headerFrom.values)
    } else if let message = input.message {
      domains = DMARCRequest.authorDomains(of: HeaderBlock([UInt8](message)))
    } else {
      throw CommandFailure(ExitStatus.usage, "headerFrom is missing: the value of the From field, or a message")
    }
    return DMARCRequest(
      authorDomains: domains, spf: input.spf?.forDMARC, dkim: (input.dkim ?? []).compactMap { $0.forDMARC })
  }

  /// Text without an `@` is a domain.
  private static func authorDomains(_ values: [String]) -> [String] {
    values.reduce(into: []) { result, value in
      let domains = value.contains("@") ? DMARCRequest.authorDomains(inField: Array(value.utf8)) : [value]
      result += domains.filter { !result.contains($0) }
    }
  }

  /// `pass:example.org`.
  private static func identifier(_ text: String) -> DMARCRequest.Identifier? {
    let parts = text.split(separator: ":", maxSplits: 1)
    return parts.count == 2 ? DMARCRequest.Identifier(domain: String(parts[1]), result: parts[0].lowercased()) : nil
  }
}
