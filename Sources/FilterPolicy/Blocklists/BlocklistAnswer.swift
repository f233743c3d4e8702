public import MailTypes

/// What the answer of a list says, before its codes are given a meaning.
public enum BlocklistAnswer: Hashable, Sendable {
  case notListed
  /// The addresses inside 127.0.0.0/8, as numbers, in ascending order.
  case listed([UInt32])
  /// The list does not want this question, or not from this resolver.
  case refused(IPAddress)
  /// An address that no list gives: its domain has lapsed, or a resolver on the way makes up answers.
  case foreign(IPAddress)
  /// DNS failed.
  case unanswered

  public init(_ answer: DNSAnswer) {
    switch answer {
    case .nameError, .noData: self = .notListed
    case .failure, .timeout: self = .unanswered
    case .records(let records, _): self.init(records)
    }
  }

  private init(_ records: [DNSRecord]) {
    var codes: [UInt32] = []
    for case .address(let address) in records {
      // RFC 5782 §2.3: answers are in 127.0.0.0/8. One that is not spoils those beside it.
      guard case .v4(let code) = address, code >> 24 == 127 else {
        self = .foreign(address)
        return
      }
      guard !BlocklistAnswer.isRefusal(code) else {
        self = .refused(address)
        return
      }
      codes.append(code)
    }
    self = codes.isEmpty ? .notListed : .listed(codes.sorted())
  }

  /// 127.255.255.0/24 says that the list's name was mistyped, that a public resolver asks, or too often; 127.0.0.1 is what some
  /// lists say for that, and listed nowhere (RFC 5782 §5); so is an address that ends in 255 (too often, or the wrong kind).
  private static func isRefusal(_ code: UInt32) -> Bool {
    code >> 8 == 0x7F_FFFF || code == 0x7F00_0001 || code & 0xFF == 0xFF
  }
}
