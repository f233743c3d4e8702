import MailTypes

/// Text records by name, and names that fail: the DNS of one case.
struct KeyZone: DNSResolver {
  private let answers: [String: DNSAnswer]

  init(_ answers: [String: DNSAnswer]) {
    self.answers = Dictionary(answers.map { (DNSQuestion($0.key, .txt).name, $0.value) }) { first, _ in first }
  }

  init(texts: [String: String]) {
    self.init(texts.mapValues { KeyZone.answer($0) })
  }

  static func answer(_ text: String...) -> DNSAnswer {
    .records(text.map { .text([Array($0.utf8)]) }, isSecure: false)
  }

  func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    guard question.type == .txt else { return .noData }
    return answers[question.name] ?? .nameError
  }
}
