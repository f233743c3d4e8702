import MailTypes

/// A resolver that knows what a test tells it; every other name does not exist.
struct StubResolver: DNSResolver {
  var answers: [DNSQuestion: DNSAnswer] = [:]

  /// `mx`: preference and exchange.
  init(mx: [String: [(UInt16, String)]] = [:], addresses: [String: [String]] = [:], failing: [String] = []) {
    for (name, exchangers) in mx {
      let records = exchangers.map { DNSRecord.mailExchange(preference: $0.0, exchange: $0.1) }
      answers[DNSQuestion(name, .mx)] = .records(records, isSecure: false)
    }
    for (name, texts) in addresses {
      for type in [DNSRecordType.mx, .a, .aaaa] where answers[DNSQuestion(name, type)] == nil {
        let found = texts.compactMap { IPAddress($0) }.filter { $0.bitWidth == (type == .a ? 32 : 128) && type != .mx }
        answers[DNSQuestion(name, type)] = found.isEmpty ? .noData : .records(found.map { .address($0) }, isSecure: false)
      }
    }
    for name in failing {
      for type in DNSRecordType.allCases { answers[DNSQuestion(name, type)] = .timeout }
    }
  }

  func resolve(_ question: DNSQuestion) async -> DNSAnswer { answers[question] ?? .nameError }
}
