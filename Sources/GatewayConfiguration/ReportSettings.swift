public import MailTypes

/// DMARC aggregate reports to others, and from them: the `reports` section.
public struct ReportSettings: Hashable, Sendable {
  /// Who the reports are from; `nil` to write none. Off until an address is given: RFC 9990, Email, wants reports to pass DMARC,
  /// and nobody but the administrator knows an address whose domain is set up for that, and who reads what comes back to it.
  public var address: EmailAddress?
  /// Name of the reporting organization; `nil` for the hostname.
  public var organizationName: String?
  public var contact: String?
  /// Domains that are told nothing, with all below them.
  public var excludedDomains: [DomainName]
  /// Octets of a report's message.
  public var sizeLimit: Int
  /// Addresses of ours that reports of others come to.
  public var receivedAt: [EmailAddress]
  public var deliverReceived: Bool
  public var retentionDays: Int
}

extension ReportSettings: ConfigurationSection {
  init(reading reader: inout SettingsReader) {
    address = reader.optional(
      "address", .emailAddress, absent: "no reports are written",
      "The sender of the aggregate reports that owners of domains ask for (RFC 9990). Its domain must pass DMARC for what this gateway sends."
    )
    organizationName = reader.optional(
      "organizationName", .line, absent: "the hostname", "Who is reporting, as the owners of domains read it.")
    contact = reader.optional("contact", .line, absent: "none", "Where owners of domains can ask, as a web address.")
    excludedDomains = reader.list(
      "excludedDomains", .domainName, maximum: 1000, "Domains whose owners get no reports; those below them neither.")
    sizeLimit = reader.value(
      "sizeLimit", .size(64 << 10...100 << 20), default: 10 << 20,
      "Size of the message beyond which a report is not sent. Owners who set a lower limit in their record get none beyond that."
    )
    receivedAt = reader.list(
      "receivedAt", .emailAddress, maximum: 100,
      "Addresses of yours that your own DMARC records name in `rua`: reports in mail to them are read and kept.")
    deliverReceived = reader.value(
      "deliverReceived", .flag, default: true,
      "Whether mail in which a report was read is delivered as well. Mail without one always is.")
    retentionDays = reader.value("retentionDays", .integer(1...3650), default: 90, "Days that reports of others are kept.")
  }
}

extension SettingType where Value == EmailAddress {
  fileprivate static let emailAddress = SettingType(
    allowed: "a mail address, as dmarc@example.org", format: { "\($0)" },
    parse: { text, _ in EmailAddress(text).flatMap { $0.domainName == nil ? nil : $0 } })
}

extension SettingType where Value == String {
  fileprivate static let line = SettingType(
    allowed: "1 to 200 characters on one line", format: { $0 },
    parse: { text, _ in
      (1...200).contains(text.count) && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? text : nil
    })
}
