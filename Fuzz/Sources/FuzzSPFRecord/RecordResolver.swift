import MailTypes

/// Answers every question for text with one of the records, by the length of the name, and others with what leads on.
struct RecordResolver: DNSResolver {
  let records: [[UInt8]]

  func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    let number = question.name.utf8.count
    switch question.type {
    case .txt: return records.isEmpty ? .noData : .records([.text([records[number % records.count]])], isSecure: false)
    case .mx: return .records([.mailExchange(preference: 1, exchange: question.name)], isSecure: false)
    case .ptr: return .records([.name("client.example.org"), .name("")], isSecure: false)
    case .a where number % 3 == 0: return .records([.address(.v4(0xC000_0201))], isSecure: false)
    default: return number % 7 == 0 ? .timeout : .nameError
    }
  }
}
