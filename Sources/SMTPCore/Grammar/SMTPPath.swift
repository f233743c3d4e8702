import MailTypes

/// A path between angle brackets, as MAIL and RCPT carry it, and what follows it.
struct SMTPPath {
  /// Octets with the brackets (RFC 5321 §4.5.3.1.3), and as much again for a source route, which is dropped.
  static let maximumLength = 512

  enum Content {
    case null
    case postmaster
    case mailbox(EmailAddress)
  }

  enum Failure: Error {
    case noBrackets
    case tooLong
    case notAnAddress
  }

  let content: Content
  /// True where an octet above 127 was written: SMTPUTF8 must have been asked for (RFC 6531 §3.3).
  let isInternationalized: Bool
  /// What stands behind the path: nothing, or a space and the parameters.
  let rest: ArraySlice<UInt8>

  /// Strict between the brackets. Spaces in front of them are let pass, because clients send them.
  init(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    let bytes = bytes.drop { $0 == UInt8(ascii: " ") }
    guard bytes.first == UInt8(ascii: "<"), let close = SMTPPath.closingBracket(bytes) else { throw .noBrackets }
    rest = bytes[(close + 1)...]
    guard rest.first ?? 0x20 == 0x20 else { throw .notAnAddress }
    let inner = bytes[(bytes.startIndex + 1)..<close]
    guard inner.count + 2 <= SMTPPath.maximumLength else { throw .tooLong }
    isInternationalized = inner.contains { $0 >= 0x80 }
    guard let text = inner.plainText, let content = SMTPPath.content(inner, text) else { throw .notAnAddress }
    self.content = content
  }

  /// As RCPT means it; `nil` for `<>`, which is nobody.
  var forwardPath: ForwardPath? {
    switch content {
    case .null: nil
    case .postmaster: .postmaster
    case .mailbox(let address): .mailbox(address)
    }
  }

  private static func content(_ inner: ArraySlice<UInt8>, _ text: String) -> Content? {
    if inner.isEmpty { return .null }
    if inner.keyword == "POSTMASTER" { return .postmaster }
    guard let mailbox = withoutSourceRoute(inner) else { return nil }
    return EmailAddress(String(decoding: mailbox, as: UTF8.self)).map { .mailbox($0) }
  }

  /// The first `>` outside a quoted string.
  private static func closingBracket(_ bytes: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ">") where !isQuoted: return index
      default: break
      }
      index += 1
    }
    return nil
  }

  /// RFC 5321 §4.1.2 `A-d-l ":"` dropped, where one stands in front and is well formed.
  private static func withoutSourceRoute(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.first == UInt8(ascii: "@") else { return bytes }
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let hops = bytes[..<colon].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let isRoute = hops.allSatisfy { hop in
      hop.first == UInt8(ascii: "@") && DomainName(String(decoding: hop.dropFirst(), as: UTF8.self)) != nil
    }
    return isRoute ? bytes[(colon + 1)...] : nil
  }
}
