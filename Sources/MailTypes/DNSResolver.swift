/// Where answers to DNS questions come from: libunbound, a zone file, the resolver process.
public protocol DNSResolver: Sendable {
  /// Never throws: what went wrong is an answer too, and each standard says what it means.
  func resolve(_ question: DNSQuestion) async -> DNSAnswer

  /// The same, but answered with `timeout` soon after `limit` where nothing is known by then. Asked of the resolver rather
  /// than watched by the caller: a scanner has no timers, and gives up its questions between two reads of its socket.
  func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer
}

extension DNSResolver {
  /// For a resolver that has its answers at hand.
  public func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer {
    await resolve(question)
  }
}

public struct DNSQuestion: Hashable, Sendable, Codable {
  /// Without the final dot, lower case; labels of any octets (queries built from message data need not be host names).
  public let name: String
  public let type: DNSRecordType

  public init(_ name: String, _ type: DNSRecordType) {
    self.name = String(name.utf8.last == UInt8(ascii: ".") ? name.dropLast() : name[...]).lowercased()
    self.type = type
  }
}

/// The record types Martlet asks for, by their numbers (RFC 1035 §3.2.2 and later).
public enum DNSRecordType: UInt16, Hashable, Sendable, Codable, CaseIterable {
  case a = 1
  case ns = 2
  case cname = 5
  case soa = 6
  case ptr = 12
  case mx = 15
  case txt = 16
  case aaaa = 28
  case tlsa = 52
}

public enum DNSAnswer: Hashable, Sendable, Codable {
  /// At least one record of the type asked for, at the end of any CNAME chain.
  case records([DNSRecord], isSecure: Bool)
  /// The name exists, the type does not.
  case noData
  /// The name does not exist.
  case nameError
  /// SERVFAIL, a bogus DNSSEC chain, REFUSED, or an answer that could not be read.
  case failure(String)
  case timeout

  public var records: [DNSRecord] {
    if case .records(let records, _) = self { records } else { [] }
  }

  /// True where asking again later may give something else.
  public var isTemporaryFailure: Bool {
    switch self {
    case .failure, .timeout: true
    case .records, .noData, .nameError: false
    }
  }
}

public enum DNSRecord: Hashable, Sendable, Codable {
  case address(IPAddress)
  /// PTR, NS or CNAME target, without the final dot; empty for the root.
  case name(String)
  /// The exchange is empty for the null MX of RFC 7505.
  case mailExchange(preference: UInt16, exchange: String)
  /// The character-strings, as octets.
  case text([[UInt8]])
  /// Any other type: its RDATA.
  case opaque([UInt8])
}
