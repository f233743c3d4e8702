/// Header fields from which no feature is ever taken: what others found out about the message, and the path it took before it
/// came to us. They tell the label of the mail at hand, and lie about the next.
enum ForbiddenFields {
  private static let names: Set<[UInt8]> = Set(
    [
      "authentication-results", "received", "received-spf", "x-received", "delivered-to", "x-original-to", "return-path",
      "domainkey-status", "x-spam", "x-ham", "x-virus-scanned", "x-virus-status", "x-antivirus", "x-antivirus-status",
      "xchecker-version", "xlevel", "xstatus", "x-amavisstatus", "x-rc-virus", "x-rc-spam", "x-policyd-weight",
      "x-mailscanner", "x-account-key", "x-mozilla-status", "x-mozilla-status2", "x-mozilla-keys", "x-uidl", "status",
      "x-status", "x-gmail-labels", "x-gmail-thrid", "x-proofpoint-virus-version",
    ].map { Array($0.utf8) })

  private static let prefixes = [
    "arc-", "x-spam-", "x-forefront", "x-ms-exchange", "x-microsoft-antispam", "x-barracuda", "x-asg-", "x-ironport",
    "x-rspamd", "x-bogosity", "x-crm114", "x-dspam", "x-bitdefender", "x-mailscanner-", "x-proofpoint", "x-virus-",
    "x-amavis", "x-policyd", "x-greylist", "x-scanned", "x-clamav", "x-kaspersky", "x-sophos", "x-cloudmark", "x-msw",
    "x-trend", "x-symantec", "x-brightmail", "x-antiabuse", "x-authentication-results", "authentication-results-",
    "x-google-smtp-source", "x-gm-", "x-mimedefang", "x-vr-spam", "x-yandex-spam", "x-mailru-", "x-ovh-spam", "x-mc-",
    "x-eopattributed", "x-exchange-antispam", "x-gnd-", "x-halon", "x-ruglerforged",
  ].map { Array($0.utf8) }

  /// `name` in any case.
  static func contains(_ name: ArraySlice<UInt8>) -> Bool {
    let lower = name.map(TextWords.lowercased)
    return names.contains(lower) || prefixes.contains { lower.starts(with: $0) }
  }
}
