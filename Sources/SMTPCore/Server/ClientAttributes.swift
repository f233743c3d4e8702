import MailTypes

/// The argument of XCLIENT or XFORWARD: `NAME=value` pairs, values in xtext. `[UNAVAILABLE]` and `[TEMPUNAVAIL]` leave
/// a value unset.
struct ClientAttributes {
  static let xclient = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "LOGIN", "DESTADDR", "DESTPORT"]
  static let xforward = ["NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE"]

  private(set) var address: IPAddress?
  private(set) var port: UInt16?
  private(set) var transmissionType: String?
  private(set) var helo: String?
  private(set) var login: String?
  /// LOGIN was given, be it to say that nobody logged in.
  private(set) var isLoginGiven = false

  /// `nil` where there is no attribute, one is not among `allowed`, or a value is not what the attribute takes.
  init?(_ argument: ArraySlice<UInt8>, allowed: [String]) {
    let pairs = argument.split(separator: UInt8(ascii: " "))
    guard !pairs.isEmpty else { return nil }
    for pair in pairs {
      guard let mark = pair.firstIndex(of: UInt8(ascii: "=")), allowed.contains(pair[..<mark].keyword),
        set(pair[..<mark].keyword, pair[(mark + 1)...])
      else { return nil }
    }
  }

  /// NAME, IDENT, SOURCE and the destination are checked and not kept: Martlet looks names up itself.
  private mutating func set(_ name: String, _ encoded: ArraySlice<UInt8>) -> Bool {
    guard encoded.count <= 255, let text = XText.decode(encoded)?[...].plainText else { return false }
    let isKnown = !["[UNAVAILABLE]", "[TEMPUNAVAIL]"].contains(text.uppercased())
    if name == "LOGIN" { isLoginGiven = true }
    guard isKnown else { return true }
    switch name {
    case "ADDR":
      address = ClientAttributes.address(text)
      return address != nil
    case "PORT":
      port = Array(text.utf8)[...].decimal.flatMap { UInt16(exactly: $0) }
      return port != nil
    case "PROTO":
      transmissionType = ["SMTP", "ESMTP"].contains(text.uppercased()) ? text.uppercased() : nil
      return transmissionType != nil
    case "HELO":
      helo = SMTPServerSession.greetingName(Array(text.utf8)[...])
      return helo != nil
    case "LOGIN": login = text.isEmpty ? nil : text
    case "DESTADDR": return ClientAttributes.address(text) != nil
    default: break
    }
    return true
  }

  /// IPv6 is written with a prefix, IPv4 without.
  private static func address(_ text: String) -> IPAddress? {
    guard text.lowercased().hasPrefix("ipv6:") else { return text.contains(":") ? nil : IPAddress(text) }
    return text.dropFirst(5).contains(":") ? IPAddress(text.dropFirst(5)) : nil
  }
}
