public import MailTypes

/// A DNS list of addresses or of domains (RFC 5782), and what its answers are worth.
public struct Blocklist: Hashable, Sendable, Codable {
  /// What is looked up in it.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case ip, domain
  }

  /// In signals and in `martlet status`: `list.ip.NAME`.
  public var name: String
  /// The domain below which the list stands: `zen.example.org`.
  public var zone: DomainName
  public var kind: Kind
  /// The first that fits an answer says what it means; an answer that none fits means nothing.
  public var meanings: [Meaning]
  /// A name or address that is always listed, for lists that do not keep to RFC 5782 §5; `nil` for the standard's.
  public var testPoint: String?

  public init(name: String, zone: DomainName, kind: Kind, meanings: [Meaning], testPoint: String? = nil) {
    self.name = name
    self.zone = zone
    self.kind = kind
    self.meanings = meanings
    self.testPoint = testPoint
  }

  /// Answers that mean the same.
  public struct Meaning: Hashable, Sendable, Codable {
    /// Addresses inside 127.0.0.0/8, as numbers.
    public var codes: [ClosedRange<UInt32>]
    /// For lists whose answers are sums: any of these bits.
    public var bits: UInt32
    /// Added to the spam score; negative for lists of good senders.
    public var weight: Double
    /// Said to people; `nil` for a sentence that names the list.
    public var sentence: String?

    /// Without codes and bits every answer is meant.
    public init(codes: [ClosedRange<UInt32>] = [], bits: UInt32 = 0, weight: Double, sentence: String? = nil) {
      self.codes = codes
      self.bits = bits
      self.weight = weight
      self.sentence = sentence
    }

    func fits(_ code: UInt32) -> Bool {
      if codes.isEmpty && bits == 0 { return true }
      return code & bits != 0 || codes.contains { $0.contains(code) }
    }
  }

  /// The meaning with the greatest weight, either way, of all codes of an answer; `nil` where none means anything.
  public func meaning(of codes: [UInt32]) -> (code: UInt32, meaning: Meaning)? {
    codes.compactMap { code in meanings.first { $0.fits(code) }.map { (code, $0) } }
      .max { $0.1.weight.magnitude < $1.1.weight.magnitude }
  }

  /// RFC 5782 §2.1 and §2.4: the octets, or the nibbles, from the last to the first.
  public func question(for address: IPAddress) -> DNSQuestion {
    // `reverseName` ends in `.in-addr.arpa` or `.ip6.arpa`: two labels.
    let labels = address.reverseName.split(separator: ".").dropLast(2)
    return DNSQuestion((labels + [Substring(zone.text)]).joined(separator: "."), .a)
  }

  /// RFC 5782 §3.
  public func question(forDomain domain: String) -> DNSQuestion {
    DNSQuestion(domain + "." + zone.text, .a)
  }
}
