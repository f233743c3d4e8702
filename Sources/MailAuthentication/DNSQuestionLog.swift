import MailTypes

/// Asks each question once, and keeps what was asked in order.
struct DNSQuestionLog<Resolver: DNSResolver> {
  private(set) var asked: [DNSQuestion] = []
  private var answers: [DNSQuestion: DNSAnswer] = [:]
  private let resolver: Resolver

  /// A question was not answered in time.
  var hasTimeout: Bool { answers.values.contains(.timeout) }

  init(resolver: Resolver) { self.resolver = resolver }

  mutating func ask(_ question: DNSQuestion) async -> DNSAnswer {
    if let answer = answers[question] { return answer }
    asked.append(question)
    let answer = await resolver.resolve(question)
    answers[question] = answer
    return answer
  }
}
