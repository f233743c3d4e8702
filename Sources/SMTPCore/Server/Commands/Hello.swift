import MailTypes

/// EHLO, HELO (RFC 5321 §4.1.1.1) and LHLO (RFC 2033 §4.1).
extension SMTPServerSession {
  mutating func hello(_ argument: ArraySlice<UInt8>, as kind: Hello, ofLMTP isLMTP: Bool) {
    guard let name = SMTPServerSession.greetingName(argument) else {
      return fail(501, EnhancedStatusCode(5, 5, 4), "Say who you are: a domain name or an address in brackets")
    }
    endTransaction()
    hello = kind
    if !isHeloFixed { connection.helo = name }
    switch kind {
    case .extended: emit(.reply(SMTPReply(250, lines: ["\(configuration.hostname)"] + extensions)))
    case .basic, .none: reply(250, nil, "\(configuration.hostname)")
    }
  }

  /// Any printable name: what clients call themselves is a fact for the filter, not a reason to refuse (RFC 5321 §4.1.4).
  /// At most 255 octets, what a domain may have.
  static func greetingName(_ argument: ArraySlice<UInt8>) -> String? {
    guard (1...255).contains(argument.count), argument.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return String(decoding: argument, as: UTF8.self)
  }

  /// The EHLO keywords that hold at this moment.
  private var extensions: [String] {
    var result = ["PIPELINING", "SIZE \(configuration.limits.messageSize)"]
    if mayStartTLS { result.append("STARTTLS") }
    if mayAuthenticate { result.append("AUTH PLAIN LOGIN") }
    result += ["ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING"]
    if mayUseXCLIENT { result.append("XCLIENT " + ClientAttributes.xclient.joined(separator: " ")) }
    if mayUseXFORWARD { result.append("XFORWARD " + ClientAttributes.xforward.joined(separator: " ")) }
    return result
  }
}
