/// The lines of a small text file that say something: blanks at either end removed, empty lines and lines that begin with
/// `#` left out. Octets that are no UTF-8 become U+FFFD, which no user or recipient has.
public struct TextLines: Sequence {
  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Lines with their numbers, from 1.
  public func makeIterator() -> AnyIterator<(number: Int, text: String)> {
    var number = 0
    var rest = bytes[...]
    return AnyIterator {
      while !rest.isEmpty {
        let line = rest.prefix { $0 != UInt8(ascii: "\n") }
        rest = rest.dropFirst(line.count + 1)
        number += 1
        let text = TextLines.trimmed(line)
        if !text.isEmpty, text.first != UInt8(ascii: "#") { return (number, String(decoding: text, as: UTF8.self)) }
      }
      return nil
    }
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line.drop { isBlank($0) }
    while let last = line.last, isBlank(last) { line.removeLast() }
    return line
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
