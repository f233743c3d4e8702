import MailTypes

/// One check on its way: what was asked, and what it has cost so far.
struct SPFCheck<Resolver: DNSResolver> {
  /// What one record, with those it leads to, says.
  struct Conclusion {
    let verdict: SPFResult.Verdict
    var mechanism: String?
    /// The `exp=` of the record that decided, and the domain it belongs to.
    var explanation: (text: SPFMacroString, domain: String)?
  }

  let request: SPFRequest
  let limits: SPFLimits
  private(set) var questions: DNSQuestionLog<Resolver>
  private var lookups = 0
  private var voidLookups = 0
  /// Names that both belong to the client and lead back to it (RFC 7208 §5.5); `nil` until asked for.
  private var validatedNames: [String]?

  init(request: SPFRequest, resolver: Resolver, limits: SPFLimits) {
    self.request = request
    self.limits = limits
    questions = DNSQuestionLog(resolver: resolver)
  }

  var queries: [DNSQuestion] { questions.asked }

  /// RFC 7208 §4.4 to §4.7.
  mutating func checkHost(_ domain: String) async throws(SPFError) -> Conclusion {
    // RFC 7208 §4.3, for the names that include and redirect lead to as well.
    guard domain.utf8.contains(UInt8(ascii: ".")), let record = try await record(of: domain) else {
      return Conclusion(verdict: .none)
    }
    for directive in record.directives where try await matches(directive.mechanism, domain) {
      return Conclusion(
        verdict: directive.verdict, mechanism: directive.text, explanation: record.explanation.map { ($0, domain) })
    }
    // RFC 7208 §4.7: nothing matched, and nobody else is asked.
    guard let redirect = record.redirect else { return Conclusion(verdict: .neutral) }
    return try await follow(redirect, from: domain)
  }

  /// RFC 7208 §6.1: the verdict, explanation and all, is that of the other domain.
  private mutating func follow(_ redirect: SPFMacroString, from domain: String) async throws(SPFError) -> Conclusion {
    try countLookup()
    guard let name = await target(redirect, domain), case let conclusion = try await checkHost(name),
      conclusion.verdict != .none
    else { throw .redirectWithoutRecord(SPFTermReader.shown(redirect.text[...])) }
    return conclusion
  }

  /// RFC 7208 §4.4 and §4.5: the record of a domain, `nil` where it has none.
  private mutating func record(of domain: String) async throws(SPFError) -> SPFRecord? {
    let answer = try await ask(domain, .txt)
    let texts = answer.records.compactMap { record -> [UInt8]? in
      if case .text(let strings) = record { Array(strings.joined()) } else { nil }
    }
    let octets = texts.reduce(0) { $0 + $1.count }
    guard octets <= AuthenticationLimits.maximumTextOctets else {
      throw .textTooLong(octets: octets, limit: AuthenticationLimits.maximumTextOctets)
    }
    let records = texts.filter { SPFRecord.hasVersion($0) }
    guard let record = records.first else { return nil }
    guard records.count == 1 else { throw .severalRecords(domain: domain) }
    return try SPFRecord(record, limits: limits)
  }
}

extension SPFCheck {
  /// RFC 7208 §5.
  private mutating func matches(_ mechanism: SPFMechanism, _ domain: String) async throws(SPFError) -> Bool {
    switch mechanism {
    case .all: return true
    case .ip4(let base, let length): return request.client.agrees(with: .v4(base), bits: length)
    case .ip6(let high, let low, let length): return request.client.agrees(with: .v6(high: high, low: low), bits: length)
    case .include(let spec): return try await includes(spec, domain)
    case .exists(let spec):
      try countLookup()
      guard let name = await target(spec, domain) else { return false }
      // RFC 7208 §5.7: A records, whatever family the client is of.
      return !(try await askCountingVoid(name, .a)).records.isEmpty
    case .a(let spec, let lengths):
      try countLookup()
      guard let name = await target(spec, domain) else { return false }
      return try await hasClient(name, lengths)
    case .mx(let spec, let lengths): return try await exchangesHaveClient(spec, domain, lengths)
    case .ptr(let spec):
      try countLookup()
      guard let name = await target(spec, domain) else { return false }
      return await namesOfClient().contains { isEqual($0, orBelow: name) }
    }
  }

  /// RFC 7208 §5.2: only a pass of the other record matches; a domain without one is an error.
  private mutating func includes(_ spec: SPFMacroString, _ domain: String) async throws(SPFError) -> Bool {
    try countLookup()
    guard let name = await target(spec, domain), case let conclusion = try await checkHost(name),
      conclusion.verdict != .none
    else { throw .includeWithoutRecord(SPFTermReader.shown(spec.text[...])) }
    return conclusion.verdict == .pass
  }

  /// RFC 7208 §5.4.
  private mutating func exchangesHaveClient(
    _ spec: SPFMacroString?, _ domain: String, _ lengths: SPFPrefixLengths
  ) async throws(SPFError) -> Bool {
    try countLookup()
    guard let name = await target(spec, domain) else { return false }
    let exchanges = try await askCountingVoid(name, .mx).records.compactMap { record -> String? in
      if case .mailExchange(_, let exchange) = record, !exchange.isEmpty { exchange } else { nil }
    }
    guard exchanges.count <= limits.mailExchangers else {
      throw .tooManyMailExchangers(count: exchanges.count, limit: limits.mailExchangers)
    }
    for exchange in exchanges where try await hasClient(exchange, lengths) { return true }
    return false
  }

  /// RFC 7208 §5.3: A records for an IPv4 client, AAAA for others.
  private mutating func hasClient(_ name: String, _ lengths: SPFPrefixLengths) async throws(SPFError) -> Bool {
    let bits = request.client.bitWidth == 32 ? lengths.ip4 : lengths.ip6
    return try await askCountingVoid(name, addressType).records.contains { record in
      if case .address(let address) = record { address.agrees(with: request.client, bits: bits) } else { false }
    }
  }
}

extension SPFCheck {
  /// RFC 7208 §6.2: what the domain's owner says; `nil` where that cannot be had for any reason.
  mutating func explanation(of conclusion: Conclusion) async -> String? {
    guard conclusion.verdict == .fail, let (spec, domain) = conclusion.explanation,
      let name = await target(spec, domain)
    else { return nil }
    let answer = await questions.ask(DNSQuestion(name, .txt))
    guard answer.records.count == 1, case .text(let strings)? = answer.records.first else { return nil }
    let octets = Array(strings.joined())
    guard octets.count <= limits.explanationOctets, let text = SPFMacroString(octets[...], as: .explanation) else { return nil }
    let expanded = await values(for: text, domain).expand(text)
    // Macros put octets of the message into it: what no reply may hold makes all of it void (RFC 7208 §6.2 asks for US-ASCII).
    guard expanded.count <= limits.explanationOctets, expanded.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return String(decoding: expanded, as: UTF8.self)
  }

  /// RFC 7208 §4.8: the name a term leads to; `nil` where its macros give none that DNS could hold.
  private mutating func target(_ spec: SPFMacroString?, _ domain: String) async -> String? {
    guard let spec else { return domain }
    return SPFTargetName.name(await values(for: spec, domain).expand(spec))
  }

  private mutating func values(for text: SPFMacroString, _ domain: String) async -> SPFMacroValues {
    var values = SPFMacroValues(request: request, domain: domain)
    if text.namesClient { values.validatedName = await validatedName(near: domain) }
    return values
  }

  /// RFC 7208 §7.3: of the validated names the domain itself, then one below it, then any.
  private mutating func validatedName(near domain: String) async -> String? {
    let names = await namesOfClient()
    return names.first { $0.lowercased() == domain.lowercased() } ?? names.first { isEqual($0, orBelow: domain) } ?? names.first
  }

  /// RFC 7208 §5.5. No error here is an error of the check, and no void answer counts: whoever has the address publishes the
  /// names, and must not be able to spoil the record of somebody else.
  private mutating func namesOfClient() async -> [String] {
    if let validatedNames { return validatedNames }
    let answer = await questions.ask(DNSQuestion(request.client.reverseName, .ptr))
    var names: [String] = []
    for case .name(let name) in answer.records.prefix(limits.reverseNames) where SPFTargetName.name(Array(name.utf8)) != nil {
      let addresses = await questions.ask(DNSQuestion(name, addressType)).records
      if addresses.contains(.address(request.client)) { names.append(name) }
    }
    validatedNames = names
    return names
  }

  private func isEqual(_ name: String, orBelow domain: String) -> Bool {
    let (name, domain) = (name.lowercased(), domain.lowercased())
    return name == domain || name.hasSuffix("." + domain)
  }
}

extension SPFCheck {
  private var addressType: DNSRecordType { request.client.bitWidth == 32 ? .a : .aaaa }

  /// RFC 7208 §4.6.4.
  private mutating func countLookup() throws(SPFError) {
    guard lookups < limits.lookups else { throw .tooManyLookups(limit: limits.lookups) }
    lookups += 1
  }

  private mutating func ask(_ name: String, _ type: DNSRecordType) async throws(SPFError) -> DNSAnswer {
    let answer = await questions.ask(DNSQuestion(name, type))
    // RFC 7208 §4.4 and §5: what DNS cannot say now is temperror.
    switch answer {
    case .failure(let detail): throw .unavailable(name: name, detail: detail)
    case .timeout: throw .unavailable(name: name, detail: "no answer in time")
    case .records, .noData, .nameError: return answer
    }
  }

  /// RFC 7208 §4.6.4: answers without records are few.
  private mutating func askCountingVoid(_ name: String, _ type: DNSRecordType) async throws(SPFError) -> DNSAnswer {
    let answer = try await ask(name, type)
    guard answer.records.isEmpty else { return answer }
    guard voidLookups < limits.voidLookups else { throw .tooManyVoidLookups(limit: limits.voidLookups) }
    voidLookups += 1
    return answer
  }
}
