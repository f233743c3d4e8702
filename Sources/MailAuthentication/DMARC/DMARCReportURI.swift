/// Where a domain wants its reports (RFC 9989 §4.6).
public struct DMARCReportURI: Hashable, Sendable {
  /// As it stands in the record, without the size.
  public let text: String

  /// The scheme in lower case: `mailto`, `https` …
  public var scheme: String { text.prefix { $0 != ":" }.lowercased() }

  /// The URIs of a list between commas that are valid; others are left out.
  static func list(_ value: ArraySlice<UInt8>) -> [DMARCReportURI] {
    value.split(separator: UInt8(ascii: ",")).lazy.compactMap { DMARCReportURI($0) }.prefix(DMARCLimits.reportURIs).map { $0 }
  }

  /// `nil` where RFC 3986 §3 gives no such URI. A size behind an exclamation mark (RFC 7489 §6.2, obsolete in RFC 9989 §4.8) is
  /// dropped.
  init?(_ item: ArraySlice<UInt8>) {
    let uri = DMARCReportURI.withoutSize(DMARCTags.trimmed(item))
    guard let colon = uri.firstIndex(of: UInt8(ascii: ":")), DMARCReportURI.isScheme(uri[..<colon]),
      DMARCReportURI.isValid(uri[(colon + 1)...])
    else { return nil }
    text = String(decoding: uri, as: UTF8.self)
  }

  /// RFC 9989 §4.8 `obs-dmarc-report-size`.
  private static func withoutSize(_ uri: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let mark = uri.lastIndex(of: UInt8(ascii: "!")) else { return uri }
    var size = uri[(mark + 1)...]
    if let unit = size.last, "kmgtKMGT".utf8.contains(unit) { size = size.dropLast() }
    return !size.isEmpty && size.allSatisfy { (0x30...0x39).contains($0) } ? uri[..<mark] : uri
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
