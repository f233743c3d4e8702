public import MailTypes

/// Who and what a message names: the things that lists, rules and searches match.
public struct Entities: Hashable, Sendable, Codable {
  /// The reverse-path (5321.MailFrom); empty for the null reverse-path.
  public var sender: String
  /// The first address of From (5322.From), where it can be read.
  public var from: String?
  public var fromName: String?
  public var replyTo: String?
  public var clientAddress: IPAddress
  public var helo: String
  /// In the order of the message, each once, capped by the scan.
  public var urls: [String]
  /// The hosts of `urls`, each once.
  public var domains: [String]
  public var attachments: [Attachment]
  public var fingerprints: [String]

  public struct Attachment: Hashable, Sendable, Codable {
    public var name: String?
    /// `application/pdf`, in lower case.
    public var type: String
    /// Of the decoded content, in hexadecimal.
    public var sha256: String

    public init(name: String?, type: String, sha256: String) {
      self.name = name
      self.type = type
      self.sha256 = sha256
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(type, forKey: .type)
      try container.encode(sha256, forKey: .sha256)
    }
  }

  public init(
    sender: String, from: String? = nil, fromName: String? = nil, replyTo: String? = nil, clientAddress: IPAddress,
    helo: String = "", urls: [String] = [], domains: [String] = [], attachments: [Attachment] = [], fingerprints: [String] = []
  ) {
    self.sender = sender
    self.from = from
    self.fromName = fromName
    self.replyTo = replyTo
    self.clientAddress = clientAddress
    self.helo = helo
    self.urls = urls
    self.domains = domains
    self.attachments = attachments
    self.fingerprints = fingerprints
  }

  /// What is known of a message before it is read.
  public init(of subject: ScanSubject) {
    self.init(
      sender: "\(subject.envelope.reversePath)", clientAddress: subject.client.address, helo: subject.client.helo)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sender, forKey: .sender)
    try container.encode(from, forKey: .from)
    try container.encode(fromName, forKey: .fromName)
    try container.encode(replyTo, forKey: .replyTo)
    try container.encode(clientAddress, forKey: .clientAddress)
    try container.encode(helo, forKey: .helo)
    try container.encode(urls, forKey: .urls)
    try container.encode(domains, forKey: .domains)
    try container.encode(attachments, forKey: .attachments)
    try container.encode(fingerprints, forKey: .fingerprints)
  }
}
