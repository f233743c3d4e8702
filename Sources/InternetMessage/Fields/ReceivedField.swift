public import MailTypes

/// The trace line a message gets when it arrives (RFC 5321 §4.4).
public struct ReceivedField: Hashable, Sendable {
  /// RFC 5321 §6.3: a message that has passed this many hosts is in a loop (`5.4.6`).
  public static let hopLimit = 100

  public var client: ClientFacts
  /// The confirmed reverse name of the client, where it is known.
  public var reverseName: String?
  /// This host.
  public var hostname: String
  /// The queue or trace id that the log knows the message by.
  public var id: String
  /// Named only for a message to one recipient: a list would show blind copies to each other.
  public var recipient: EmailAddress?
  public var receivedAt: UTCTime

  public init(
    client: ClientFacts, reverseName: String? = nil, hostname: String, id: String, recipient: EmailAddress? = nil,
    receivedAt: UTCTime
  ) {
    self.client = client
    self.reverseName = reverseName
    self.hostname = hostname
    self.id = id
    self.recipient = recipient
    self.receivedAt = receivedAt
  }

  /// The whole field, folded, without a line end behind it.
  public var field: String {
    // An address is what its grammar allows: no control character, anything special inside quotes.
    let recipientPart = recipient.map { "\r\n\tfor <\($0)>" } ?? ""
    return
      "Received: from \(from)\(tls)\r\n\tby \(ReceivedField.safe(hostname)) with \(ReceivedField.safe(client.transmissionType))"
      + " id \(ReceivedField.safe(id))\(recipientPart);\r\n\t\(MailDate.text(receivedAt))"
  }

  /// How many hosts a message says it has passed: the `Received` fields of its header.
  public static func count(in message: [UInt8]) -> Int {
    var scanner = HeaderScanner(message)
    var count = 0
    while let field = scanner.next() {
      if field.name.count == 8, FieldText.key(message[field.name]) == "received" { count += 1 }
    }
    return count
  }

  /// `helo (name [address])`: `Extended-Domain` with `TCP-info`.
  private var from: String {
    let literal = MailDomain.literal(client.address)
    let name = reverseName.map { ReceivedField.safe($0) + " " } ?? ""
    return "\(client.helo.isEmpty ? "unknown" : ReceivedField.safe(client.helo)) (\(name)\(literal))"
  }

  private var tls: String {
    guard let tls = client.tls else { return "" }
    let cipher = tls.cipher.map { " with cipher \(ReceivedField.safe($0))" } ?? ""
    return "\r\n\t(using \(ReceivedField.safe(tls.version))\(cipher))"
  }

  /// What came from outside, as one word that can neither open a comment nor end a clause or a line; cut so that no line
  /// passes 998 octets.
  private static func safe(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(255).map { scalar -> Unicode.Scalar in
      let isPlain = (0x21...0x7E).contains(scalar.value) && !"()<>;\\\",".unicodeScalars.contains(scalar)
      // RFC 6532: names of international mail keep their letters; C1 controls and separators are not letters.
      return isPlain || scalar.properties.isAlphabetic ? scalar : "?"
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
