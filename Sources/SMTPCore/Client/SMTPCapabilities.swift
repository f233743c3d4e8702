public import MailTypes

/// What a server offered in its answer to EHLO or LHLO (RFC 5321 §4.1.1.1). Empty after HELO and after STARTTLS.
public struct SMTPCapabilities: Hashable, Sendable {
  /// The extensions the client makes use of. CHUNKING is left out: the length of what is sent would have to be known after
  /// line ends are repaired, and DATA carries everything Martlet sends, BINARYMIME never being taken in.
  public struct Extensions: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let pipelining = Extensions(rawValue: 1)
    public static let startTLS = Extensions(rawValue: 2)
    public static let size = Extensions(rawValue: 4)
    public static let eightBitMIME = Extensions(rawValue: 8)
    public static let smtpUTF8 = Extensions(rawValue: 16)
    public static let dsn = Extensions(rawValue: 32)
  }

  public private(set) var extensions: Extensions = []
  /// The largest message in octets, where the server names one: `SIZE 0` and a bare `SIZE` name none (RFC 1870 §4).
  public private(set) var maximumSize: Int?

  public init() {}

  /// The first line is the server's name; unknown keywords are passed over.
  public init(helloReply: SMTPReply) {
    for line in helloReply.lines.dropFirst() {
      let words = line.split(separator: " ")
      guard let keyword = words.first, let offered = Self.known[keyword.uppercased()] else { continue }
      extensions.insert(offered)
      if offered == .size, words.count > 1, let limit = Int(words[1]), limit > 0 { maximumSize = limit }
    }
  }

  public func contains(_ wanted: Extensions) -> Bool { extensions.contains(wanted) }

  private static let known: [String: Extensions] = [
    "PIPELINING": .pipelining, "STARTTLS": .startTLS, "SIZE": .size, "8BITMIME": .eightBitMIME, "SMTPUTF8": .smtpUTF8,
    "DSN": .dsn,
  ]
}
