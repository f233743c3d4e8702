public import MailTypes

/// Where a domain wants its reports (RFC 9989 §4.6).
public struct DMARCReportURI: Hashable, Sendable {
  /// As it stands in the record, without the size.
  public let text: String
  /// Octets of a message beyond which it is not wanted (RFC 7489 §6.2); `nil` where nothing is said.
  public let sizeLimit: Int?

  /// The scheme in lower case: `mailto`, `https` …
  public var scheme: String { text.prefix { $0 != ":" }.lowercased() }

  /// The URIs of a list between commas that are valid; others are left out.
  static func list(_ value: ArraySlice<UInt8>) -> [DMARCReportURI] {
    value.split(separator: UInt8(ascii: ",")).lazy.compactMap { DMARCReportURI($0) }.prefix(DMARCLimits.reportURIs).map { $0 }
  }

  /// The address of a `mailto` URI (RFC 6068 §2); `nil` for another scheme, or for several addresses.
  public var mailbox: EmailAddress? {
    guard scheme == "mailto" else { return nil }
    let path = text.dropFirst("mailto:".count).prefix { $0 != "?" }
    return EmailAddress(String(decoding: DMARCReportURI.percentDecoded(path.utf8), as: UTF8.self))
  }

  /// `nil` where RFC 3986 §3 gives no such URI. A size behind an exclamation mark (RFC 7489 §6.2) is obsolete in RFC 9989 §4.8, and
  /// kept to all the same where it is given.
  init?(_ item: ArraySlice<UInt8>) {
    let (uri, size) = DMARCReportURI.withoutSize(DMARCTags.trimmed(item))
    guard let colon = uri.firstIndex(of: UInt8(ascii: ":")), DMARCReportURI.isScheme(uri[..<colon]),
      DMARCReportURI.isValid(uri[(colon + 1)...])
    else { return nil }
    text = String(decoding: uri, as: UTF8.self)
    sizeLimit = size
  }

  /// RFC 9989 §4.8 `obs-dmarc-report-size`.
  private static func withoutSize(_ uri: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, size: Int?) {
    guard let mark = uri.lastIndex(of: UInt8(ascii: "!")) else { return (uri, nil) }
    var size = uri[(mark + 1)...]
    let shift = size.last.flatMap { Array("kmgt".utf8).firstIndex(of: $0 | 0x20) }.map { 10 * ($0 + 1) } ?? 0
    if shift > 0 { size = size.dropLast() }
    guard !size.isEmpty, size.allSatisfy({ (0x30...0x39).contains($0) }) else { return (uri, nil) }
    // A number too large for us is no limit.
    let octets = Int(String(decoding: size, as: UTF8.self))?.multipliedReportingOverflow(by: 1 << shift)
    return (uri[..<mark], octets.flatMap { $0.overflow ? nil : $0.partialValue })
  }

  private static func percentDecoded(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let octet = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        result.append(octet)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// RFC 3986 §3.1.
  private static func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, SPFTermReader.isLetter(first) else { return false }
    return text.allSatisfy { SPFTermReader.isAlphanumeric($0) || "+-.".utf8.contains($0) }
  }

  /// RFC 3986 §2, and RFC 9989 §4.8: exclamation marks have to be encoded.
  private static func isValid(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard rest.count >= 2, rest.prefix(2).allSatisfy(isHexadecimal) else { return false }
        rest = rest.dropFirst(2)
      } else {
        guard SPFTermReader.isAlphanumeric(byte) || "-._~:/?#[]@$&'()*+;=".utf8.contains(byte) else { return false }
      }
    }
    return true
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
