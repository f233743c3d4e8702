/// The text of a calendar object (RFC 5545).
enum CalendarText {
  /// § 3.1 joins the lines that were folded, § 3.3.11 undoes the escapes of text.
  static func unfolded(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if let next = afterFold(text, at: index) {
        index = next
      } else if text[index] == UInt8(ascii: "\\"), index + 1 < text.count {
        let escaped = text[index + 1]
        result.append(escaped | 0x20 == UInt8(ascii: "n") ? 0x0A : escaped)
        index += 2
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  /// What follows a line ending and the blank that says that the line goes on.
  private static func afterFold(_ text: [UInt8], at index: Int) -> Int? {
    var next = index
    if text[next] == 0x0D { next += 1 }
    guard next < text.count, text[next] == 0x0A, next + 1 < text.count, text[next + 1] == 0x20 || text[next + 1] == 0x09 else {
      return nil
    }
    return next + 2
  }
}
