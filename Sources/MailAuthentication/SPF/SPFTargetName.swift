/// Names that records lead to.
enum SPFTargetName {
  /// Octets of a name without its final dot (RFC 1035 §2.3.4).
  private static let limit = 253

  /// The name to ask for; `nil` where there can be none: an empty label, or one of more than 63 octets.
  static func name(_ octets: [UInt8]) -> String? {
    var labels = (octets.last == UInt8(ascii: ".") ? octets.dropLast() : octets[...])
      .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)[...]
    var length = labels.reduce(-1) { $0 + $1.count + 1 }
    // RFC 7208 §7.3: a name that is too long loses labels on the left.
    while length > limit, let first = labels.popFirst() { length -= first.count + 1 }
    guard !labels.isEmpty, labels.allSatisfy({ (1...63).contains($0.count) }) else { return nil }
    return String(decoding: Array(labels.joined(separator: [UInt8(ascii: ".")])), as: UTF8.self)
  }
}
