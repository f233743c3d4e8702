/// The host parser (URL Standard § 3.5). A host comes out serialised.
enum WebURLHost {
  static func parse(_ text: ArraySlice<UInt8>, isOpaque: Bool) -> [UInt8]? {
    if text.first == UInt8(ascii: "[") {
      guard text.last == UInt8(ascii: "]"), let address = IPv6Text(text.dropFirst().dropLast()) else { return nil }
      return address.serialized
    }
    return isOpaque ? opaque(text) : domain(text)
  }

  private static func opaque(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.contains(where: isForbidden) else { return nil }
    var host: [UInt8] = []
    PercentEncoding.append(text, to: &host, encoding: .control)
    return host
  }

  private static func domain(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard let name = ascii(PercentEncoding.decoded(text)), !name.isEmpty, !name.contains(where: isForbiddenInDomain) else {
      return nil
    }
    guard endsInNumber(name) else { return name }
    return IPv4Text(name).map { $0.serialized }
  }

  /// Domain to ASCII, not strict: names that are ASCII, and in which no label claims to be something else, stay as they are.
  private static func ascii(_ name: [UInt8]) -> [UInt8]? {
    if !name.contains(where: { $0 >= 0x80 }), !hasEncodedLabel(name) { return name.map { $0.lowercased } }
    guard let converted = DomainConversion.lenient.ascii(name),
      converted.faults.subtracting(.toleratedInURLs).isEmpty
    else { return nil }
    return converted.name
  }

  /// Whether a label begins with `xn--`.
  private static func hasEncodedLabel(_ name: [UInt8]) -> Bool {
    name.split(separator: UInt8(ascii: ".")).contains { $0.count >= 4 && HTMLName($0.prefix(4)) == HTMLName("xn--") }
  }

  /// URL Standard § 3.1, forbidden host code points.
  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0, 0x09, 0x0A, 0x0D, UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "\\"), UInt8(ascii: "]"),
      UInt8(ascii: "^"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  private static func isForbiddenInDomain(_ byte: UInt8) -> Bool {
    byte <= 0x1F || byte == 0x7F || byte == UInt8(ascii: "%") || isForbidden(byte)
  }

  /// URL Standard § 3.5, the ends in a number checker.
  private static func endsInNumber(_ name: [UInt8]) -> Bool {
    var labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    if labels.last?.isEmpty == true {
      guard labels.count > 1 else { return false }
      labels.removeLast()
    }
    guard let last = labels.last else { return false }
    return !last.isEmpty && last.allSatisfy { $0.isASCIIDigit } || IPv4Text.number(last) != nil
  }
}
