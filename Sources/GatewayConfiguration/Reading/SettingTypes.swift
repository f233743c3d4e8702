import MailTypes

extension SettingType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  static var choice: SettingType {
    SettingType(
      allowed: "one of " + Value.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "),
      format: { $0.rawValue }, parse: { text, _ in Value(rawValue: text) })
  }
}

extension SettingType where Value == Bool {
  static let flag = SettingType(
    allowed: "`true` or `false`", format: { "\($0)" }, parse: { text, _ in Bool(text) })
}

extension SettingType where Value == Int {
  static func integer(_ range: ClosedRange<Int>) -> SettingType {
    SettingType(
      allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      format: { "\($0)" }, parse: { text, _ in Int(decimal: text).flatMap { range.contains($0) ? $0 : nil } })
  }

  /// Octets.
  static func size(_ range: ClosedRange<Int>) -> SettingType {
    SettingType(
      allowed: "a size from \(ByteSize.text(range.lowerBound)) to \(ByteSize.text(range.upperBound)), as 25MB or 64KiB",
      format: ByteSize.text,
      parse: { text, _ in ByteSize.octets(text).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension SettingType where Value == Double {
  static func decimal(_ range: ClosedRange<Double>) -> SettingType {
    SettingType(
      allowed: "a number from \(DecimalText.text(range.lowerBound)) to \(DecimalText.text(range.upperBound)), as 5 or 7.5",
      format: DecimalText.text,
      parse: { text, _ in DecimalText.value(text).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension SettingType where Value == Duration {
  static func duration(_ range: ClosedRange<Duration>) -> SettingType {
    SettingType(
      allowed:
        "a time from \(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound)), as 90s, 5m, 2h or 1d",
      format: DurationText.text,
      parse: { text, _ in DurationText.duration(text).flatMap { range.contains($0) ? $0 : nil } })
  }
}

extension SettingType where Value == String {
  /// A name that needs no quoting in commands and in the log.
  static let identifier = SettingType(
    allowed: "1 to 64 letters, digits, `.`, `_` or `-`", format: { $0 },
    parse: { text, _ in isName(text, symbols: "._-", maximum: 64) ? text : nil })

  /// A sentence for people.
  static let sentence = SettingType(
    allowed: "1 to 200 printable characters", format: { $0 },
    parse: { text, _ in
      let isPrintable = text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
      return (1...200).contains(text.unicodeScalars.count) && isPrintable ? text : nil
    })

  /// An account or group of the system.
  static let accountName = SettingType(
    allowed: "the name of an account or group: 1 to 32 letters, digits, `_`, `-`, `.` or `$`", format: { $0 },
    parse: { text, _ in isName(text, symbols: "._-$", maximum: 32) ? text : nil })

  static let path = SettingType(
    allowed: "a path; a relative one begins at the configuration file's folder", format: { $0 },
    parse: { text, folder in FilePath.absolute(text, in: folder) })

  static let readableFile = SettingType(
    allowed: "a file that can be read; a relative path begins at the configuration file's folder",
    format: { $0 }, parse: { text, folder in FilePath.absolute(text, in: folder) }, namesFile: true)

  static let socketPath = SettingType(
    allowed: "a path of at most \(ListenerAddress.longestSocketPath) octets", format: { $0 },
    parse: { text, folder in
      FilePath.absolute(text, in: folder).flatMap { $0.utf8.count <= ListenerAddress.longestSocketPath ? $0 : nil }
    })

  /// RFC 4516, scheme and host only: what else such an address can say has settings of its own.
  static let ldapURL = SettingType(
    allowed: "ldap://HOST[:PORT], ldaps://HOST[:PORT] or ldapi://SOCKET with %2F for /", format: { $0 },
    parse: { text, _ in
      let scheme = ["ldap://", "ldaps://", "ldapi://"].first { text.hasPrefix($0) }
      guard let scheme, text.utf8.count > scheme.utf8.count, text.utf8.count <= 300,
        text.dropFirst(scheme.count).utf8.allSatisfy({
          $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?")
        })
      else { return nil }
      return text
    })

  static let ldapFilter = SettingType(
    allowed: "a search filter in parentheses, as (mail=*)", format: { $0 },
    parse: { text, _ in
      text.hasPrefix("(") && text.hasSuffix(")") && text.utf8.count <= 4096 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        ? text : nil
    })

  private static func isName(_ text: String, symbols: String, maximum: Int) -> Bool {
    (1...maximum).contains(text.utf8.count)
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || symbols.unicodeScalars.contains(scalar))
      }
  }
}

extension SettingType where Value == UInt16 {
  static let fileMode = SettingType(
    allowed: "permission bits in octal that let nobody else in, as 0660 or 0600",
    format: { "0" + String($0, radix: 8) },
    parse: { text, _ in
      guard (3...4).contains(text.utf8.count), let mode = UInt16(text, radix: 8), mode & 0o600 == 0o600, mode & ~0o770 == 0
      else { return nil }
      return mode
    })
}

extension SettingType where Value == DomainName {
  static let domainName = SettingType(allowed: "a domain name, as example.org", read: { DomainName($0) })
}

extension SettingType where Value == IPNetwork {
  static let network = SettingType(allowed: "an address or network, as 192.0.2.0/24 or 2001:db8::/32", read: { IPNetwork($0) })
}

extension SettingType where Value == HostAlias {
  static let hostAlias = SettingType(
    allowed: "a host name or an address, as mx2.example.org or 192.0.2.1", read: { HostAlias($0) })
}

extension SettingType where Value == ListenerAddress {
  static let listenerAddress = SettingType(
    allowed: "an address and port, as 127.0.0.1:2525 or [::1]:2525, or the path of a socket", format: { "\($0)" },
    parse: { text, folder in
      ListenerAddress(text) ?? (text.contains("/") ? FilePath.absolute(text, in: folder).flatMap { ListenerAddress($0) } : nil)
    })
}

extension SettingType where Value == DNSSettings.Nameserver {
  static let nameserver = SettingType(
    allowed: "an address, or address and port, as 192.0.2.53 or [2001:db8::53]:5353", read: { DNSSettings.Nameserver($0) })
}

extension SettingType where Value == NextHop {
  static let nextHop = SettingType(
    allowed: nextHopForms, format: { "\($0)" }, parse: { text, folder in NextHop(FilePath.withAbsolutePath(text, in: folder)) })
}

extension SettingType where Value == OutboundRoute {
  static let outboundRoute = SettingType(
    allowed: "`mx`, or " + nextHopForms, format: { "\($0)" },
    parse: { text, folder in OutboundRoute(FilePath.withAbsolutePath(text, in: folder)) })
}

private let nextHopForms =
  "a next hop: smtp://HOST[:PORT], lmtp://HOST[:PORT], lmtp:/SOCKET, mx:DOMAIN or maildir:/FOLDER; "
  + "over TCP also ?tls=none, ?tls=opportunistic or ?tls=required"

extension SettingType where Value: CustomStringConvertible {
  /// A value whose `description` reads back as itself.
  fileprivate init(allowed: String, read: @escaping @Sendable (String) -> Value?) {
    self.init(allowed: allowed, format: { $0.description }, parse: { text, _ in read(text) })
  }
}
