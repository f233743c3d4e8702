import MailTypes

/// Answers every question with one text record.
struct OneKey: DNSResolver {
  let text: [UInt8]

  func resolve(_ question: DNSQuestion) async -> DNSAnswer { .records([.text([text])], isSecure: false) }
}
