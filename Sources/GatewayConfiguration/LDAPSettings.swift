/// An LDAP server that knows an organization's recipients and groups, and how they are read from it.
public struct LDAPSettings: Hashable, Sendable {
  /// `ldap://host[:port]`, `ldaps://host[:port]` or `ldapi://socket`.
  public var url: String
  /// Asked for on `ldap://` only: the others need none.
  public var startTLS: Bool
  /// Certificates the server's must lead to; `nil` for those of the system.
  public var caFile: String?
  /// `nil` to read anonymously.
  public var bindDN: String?
  public var passwordFile: String?
  public var baseDN: String
  public var filter: String
  public var mailAttribute: String
  public var aliasAttributes: [String]
  /// Attributes of a group that name its members, by DN or by address.
  public var memberAttributes: [String]
  /// Of a recipient: the DNs of its groups.
  public var memberOfAttribute: String
  public var interval: Duration
  /// For one answer of the server.
  public var timeout: Duration
  public var maximumEntries: Int

  public static let defaultFilter =
    "(|(mail=*)(proxyAddresses=*)(objectClass=group)(objectClass=groupOfNames)(objectClass=groupOfUniqueNames))"
  public static let defaultAliasAttributes = ["proxyAddresses", "mailAlternateAddress", "mailAlias"]
  public static let defaultMemberAttributes = ["member", "uniqueMember", "rfc822MailMember", "mgrpRFC822MailMember"]

  public init(
    url: String, startTLS: Bool = true, caFile: String? = nil, bindDN: String? = nil, passwordFile: String? = nil,
    baseDN: String, filter: String = LDAPSettings.defaultFilter, interval: Duration = .seconds(600),
    timeout: Duration = .seconds(30), maximumEntries: Int = 200_000
  ) {
    self.url = url
    self.startTLS = startTLS
    self.caFile = caFile
    self.bindDN = bindDN
    self.passwordFile = passwordFile
    self.baseDN = baseDN
    self.filter = filter
    self.mailAttribute = "mail"
    self.aliasAttributes = LDAPSettings.defaultAliasAttributes
    self.memberAttributes = LDAPSettings.defaultMemberAttributes
    self.memberOfAttribute = "memberOf"
    self.interval = interval
    self.timeout = timeout
    self.maximumEntries = maximumEntries
  }
}

extension LDAPSettings: PartialSection {
  init?(reading reader: inout SettingsReader) {
    let url = reader.required("url", .ldapURL, "The server.")
    let baseDN = reader.required("baseDN", .sentence, "Below which entry recipients and groups are looked for.")
    self.init(url: url ?? "", baseDN: baseDN ?? "")
    readConnection(&reader)
    readSchema(&reader)
    interval = reader.value(
      "interval", .duration(.seconds(10)...(.seconds(86400))), default: interval, "How often everything is read again.")
    timeout = reader.value(
      "timeout", .duration(.seconds(1)...(.seconds(600))), default: timeout, "How long to wait for one answer of the server.")
    maximumEntries = reader.value(
      "maximumEntries", .integer(1...5_000_000), default: maximumEntries,
      "Entries read; a server that has more is not believed, and the last good answer stays in force.")
    guard url != nil, baseDN != nil else { return nil }
    if (bindDN == nil) != (passwordFile == nil) {
      reader.problem("bindDN", "needs passwordFile, and passwordFile needs bindDN; give both or neither")
    }
  }

  private mutating func readConnection(_ reader: inout SettingsReader) {
    startTLS = reader.value(
      "startTLS", .flag, default: startTLS,
      "Protect `ldap://` by STARTTLS; the server's certificate must be valid for its name. `false` only for a server on this machine."
    )
    caFile = reader.optional(
      "caFile", .readableFile, absent: "those of the system", "Certificates (PEM) that the server's must lead to.")
    bindDN = reader.optional("bindDN", .sentence, absent: "read anonymously", "The account to read as.")
    passwordFile = reader.optional(
      "passwordFile", .readableFile, absent: "none", "File with the password of `bindDN` in its first line.")
  }

  private mutating func readSchema(_ reader: inout SettingsReader) {
    filter = reader.value("filter", .ldapFilter, default: filter, "Which entries are read (RFC 4515).")
    mailAttribute = reader.value(
      "mailAttribute", .identifier, default: mailAttribute,
      "Attribute with the primary address; further values of it are aliases. `SMTP:` in `proxyAddresses` outranks it.")
    let aliases = reader.list(
      "aliasAttributes", .identifier, maximum: 16, shown: LDAPSettings.shown(aliasAttributes),
      "Attributes with aliases. A prefix `smtp:` is left out, values with other prefixes are ignored.")
    let members = reader.list(
      "memberAttributes", .identifier, maximum: 16, shown: LDAPSettings.shown(memberAttributes),
      "Attributes of a group that name its members, by DN or by address. An entry that has one is a group.")
    memberOfAttribute = reader.value(
      "memberOfAttribute", .identifier, default: memberOfAttribute, "Attribute of a member with the DNs of its groups.")
    if !aliases.isEmpty { aliasAttributes = aliases }
    if !members.isEmpty { memberAttributes = members }
  }

  private static func shown(_ names: [String]) -> String { "`[" + names.joined(separator: ", ") + "]`" }
}
