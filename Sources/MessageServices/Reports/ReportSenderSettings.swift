public import MailTypes

/// What a report says of who writes it.
public struct ReportSenderSettings: Sendable {
  /// `nil` to write none.
  public var address: EmailAddress?
  public var organizationName: String
  public var contact: String?
  /// Name and version of this software.
  public var generator: String
  public var hostname: DomainName
  /// Octets of a message.
  public var sizeLimit: Int
  public var discovery: DMARCDiscovery

  public init(
    address: EmailAddress?, organizationName: String, contact: String?, generator: String, hostname: DomainName, sizeLimit: Int,
    discovery: DMARCDiscovery
  ) {
    self.address = address
    self.organizationName = organizationName
    self.contact = contact
    self.generator = generator
    self.hostname = hostname
    self.sizeLimit = sizeLimit
    self.discovery = discovery
  }
}
