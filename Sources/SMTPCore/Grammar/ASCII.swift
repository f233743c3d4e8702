/// The few things a line protocol asks of bytes.
extension ArraySlice<UInt8> {
  /// ASCII letters in capitals, everything else as it is.
  var uppercasedASCII: [UInt8] {
    map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 & 0xDF : $0 }
  }

  /// The keyword in capitals, for a `switch`. Octets that are no ASCII never equal one.
  var keyword: String { String(decoding: uppercasedASCII, as: UTF8.self) }

  /// True where `prefix`, given in capitals, stands in front, in any case.
  func hasKeywordPrefix(_ prefix: StaticString) -> Bool {
    count >= prefix.utf8CodeUnitCount
      && self.prefix(prefix.utf8CodeUnitCount).uppercasedASCII.elementsEqual(
        UnsafeBufferPointer(start: prefix.utf8Start, count: prefix.utf8CodeUnitCount))
  }

  /// Spaces and tabs removed at both ends.
  var trimmed: ArraySlice<UInt8> {
    var result = self
    while let first = result.first, first == 0x20 || first == 0x09 { result.removeFirst() }
    while let last = result.last, last == 0x20 || last == 0x09 { result.removeLast() }
    return result
  }

  /// The number written in 1…20 decimal digits, `Int.max` where it is larger; `nil` for anything else (a sign included).
  var decimal: Int? {
    guard (1...20).contains(count) else { return nil }
    var value = 0
    for byte in self {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, stillTooLarge) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      value = tooLarge || stillTooLarge || value == .max ? .max : sum
    }
    return value
  }

  /// The text, where the octets are UTF-8 without control characters.
  var plainText: String? {
    guard allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    return String(validating: self, as: UTF8.self)
  }
}
