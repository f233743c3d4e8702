import DNSResolution
import FoundationEssentials
import InternetMessage
import MailAuthentication
import MailTypes

/// One line of `martlet check … --batch`.
struct CheckInput: Decodable {
  struct Options: Decodable {
    /// rsa-sha1 and short keys count: for old test data only.
    let allowLegacyAlgorithms: Bool?
    let dmarc: DMARCDiscovery?
    /// `auth` only: whose ARC seals are believed, which hosts hand over mail of strangers, which domains are ours beside those
    /// of the recipients.
    let trustedSealers: [DomainName]?
    let relays: [IPNetwork]?
    let acceptedDomains: [DomainName]?
  }

  /// A verdict as RFC 8601 spells it, and the domain it is about.
  struct Identifier: Decodable {
    let result: String
    let domain: String?

    var forDMARC: DMARCRequest.Identifier? {
      domain.map { DMARCRequest.Identifier(domain: $0, result: result.lowercased()) }
    }
  }

  /// Octets of a whole message.
  let message: Data?
  let ip: IPAddress?
  let helo: String?
  let mailFrom: String?
  /// Unix seconds.
  let now: Double?
  let zone: ZoneResolver?
  let options: Options?
  let receiver: String?
  let identity: SPFRequest.Identity?
  let headerFrom: HeaderFrom?
  let rcpt: Recipients?
  let spf: Identifier?
  let dkim: [Identifier]?

  /// One recipient, or several.
  struct Recipients: Decodable {
    let addresses: [EmailAddress]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let texts = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
      addresses = try texts.map { text in
        guard let address = EmailAddress(text) else {
          throw DecodingError.dataCorruptedError(in: container, debugDescription: "no mail address: \(text)")
        }
        return address
      }
    }
  }

  /// One value of a From field, or one for each field.
  struct HeaderFrom: Decodable {
    let values: [String]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      values = try (try? container.decode(String.self)).map { [$0] } ?? container.decode([String].self)
    }
  }

  /// `now`, or the time there is.
  var time: UTCTime {
    guard let now, let microseconds = Int64(exactly: (now * 1_000_000).rounded()) else { return .current }
    return UTCTime(microseconds: microseconds)
  }

  /// `mailFrom`; `nil` where it is not given.
  var reversePath: ReversePath? {
    get throws(CommandFailure) {
      guard let mailFrom else { return nil }
      guard let path = ReversePath(argument: mailFrom) else {
        throw CommandFailure(ExitStatus.usage, "mailFrom is no address: \(mailFrom)")
      }
      return path
    }
  }

  /// The message whose signatures are to be checked.
  var signedMessage: SignedMessage {
    get throws(CommandFailure) {
      guard let message else { throw CommandFailure(ExitStatus.usage, "message is missing: the message in base 64") }
      return SignedMessage([UInt8](message))
    }
  }
}
