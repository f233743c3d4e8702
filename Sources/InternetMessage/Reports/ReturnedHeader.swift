import MailTypes

/// The header of a message that comes back, as the last part of a report.
enum ReturnedHeader {
  /// RFC 5322 §2.1.1.
  private static let lineLimit = 998

  /// Whole fields up to the limit of the report, each line with CRLF; long lines are cut, NUL and bare CR become spaces;
  /// without UTF-8 everything beyond ASCII, which is not lawful there, becomes `?`.
  static func lines(of original: [UInt8], allowsUTF8: Bool) -> [UInt8] {
    var scanner = HeaderScanner(original)
    var result: [UInt8] = []
    while let field = scanner.next() {
      guard result.count + field.whole.count <= DeliveryStatusNotification.headerLimit else { break }
      for line in original[field.whole].split(separator: 0x0A) {
        let content = line.last == 0x0D ? line.dropLast() : line
        result.append(contentsOf: content.prefix(lineLimit).map { safe($0, allowsUTF8) })
        result.append(contentsOf: FieldText.lineEnd)
      }
    }
    return result
  }

  private static func safe(_ byte: UInt8, _ allowsUTF8: Bool) -> UInt8 {
    if byte == 0 || byte == 0x0D { return 0x20 }
    return byte < 0x80 || allowsUTF8 ? byte : UInt8(ascii: "?")
  }
}
