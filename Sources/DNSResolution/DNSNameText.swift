/// Names as RFC 1035 §5.1 writes them, with `\DDD` for octets that are not plain.
enum DNSNameText {
  /// The name as libunbound reads it; `nil` where no such name can exist: an empty label, one beyond 63 octets, more than
  /// 255 octets in all (RFC 1035 §2.3.4). The root is `.`.
  static func presentation(_ name: String) -> String? {
    guard !name.isEmpty else { return "." }
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isPossible = labels.allSatisfy { (1...63).contains($0.count) }
    guard isPossible, name.utf8.count + 2 <= 255 else { return nil }
    return escaped(name.utf8, keepingDots: true) + "."
  }

  static func escaped(_ octets: some Sequence<UInt8>, keepingDots: Bool) -> String {
    var result: [UInt8] = []
    for octet in octets {
      if isPlain(octet) || keepingDots && octet == UInt8(ascii: ".") {
        result.append(octet)
      } else {
        result += [UInt8(ascii: "\\"), 48 + octet / 100, 48 + octet / 10 % 10, 48 + octet % 10]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Printable ASCII that means nothing to a reader of names.
  private static func isPlain(_ octet: UInt8) -> Bool {
    (0x21...0x7E).contains(octet) && !".\\\"();@$".utf8.contains(octet)
  }
}
