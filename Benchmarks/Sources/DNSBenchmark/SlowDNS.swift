import MailTypes

/// Records of senders without end, whose servers are as slow, and as often silent, as wanted.
struct SlowDNS: DNSResolver {
  /// The key record of every sender.
  let key: String
  /// What comes before each answer.
  let delay: DelayedAnswers
  /// Of so many senders one has servers that never answer; 0 for none.
  let silentEach: Int
  init(key: String, delay: Duration, silentEach: Int) {
    self.key = key
    self.delay = DelayedAnswers(delay: delay)
    self.silentEach = silentEach
  }

  /// After which a question to a silent server is given up: `dns.timeout`.
  static let patience = Duration.seconds(5)

  func resolve(_ question: DNSQuestion) async -> DNSAnswer { await resolve(question, until: .now + Self.patience) }

  func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer {
    if isSilent(question.name) {
      try? await Task.sleep(until: min(limit, .now + Self.patience), clock: .continuous)
      return .timeout
    }
    await delay.wait()
    return answer(question)
  }

  private func isSilent(_ name: String) -> Bool {
    guard silentEach > 0, let sender = Sender.number(inName: name) else { return false }
    return sender % silentEach == 0
  }

  private func answer(_ question: DNSQuestion) -> DNSAnswer {
    switch question.type {
    case .txt where question.name.hasPrefix("_dmarc.sender"): text("v=DMARC1; p=reject")
    case .txt where question.name.contains("._domainkey."): text(key)
    case .txt where question.name.hasPrefix("sender"): text("v=spf1 a mx ip4:192.0.2.0/24 -all")
    case .a: .records([.address(.v4(0xC633_6401))], isSecure: false)
    case .mx: .records([.mailExchange(preference: 10, exchange: question.name)], isSecure: false)
    case .ptr: .records([.name("mail.sender1.example")], isSecure: false)
    default: .nameError
    }
  }

  private func text(_ text: String) -> DNSAnswer { .records([.text([Array(text.utf8)])], isSecure: false) }
}
