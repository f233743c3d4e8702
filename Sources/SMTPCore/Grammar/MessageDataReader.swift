import Glibc

/// Finds the end of a message sent with DATA, and takes the dot-stuffing away (RFC 5321 §4.5.2).
///
/// Only `CRLF.CRLF` ends the message, and only CRLF makes the next octet the first of a line. A bare CR or LF is an octet
/// like any other here: it neither ends the message nor starts a line, so no sequence with one can hide a second message
/// ("SMTP smuggling"). That there was one is `MessageScanner`'s to see.
struct MessageDataReader {
  private enum Position {
    case lineStart
    /// A dot was first on the line; it is dropped whatever follows.
    case dot
    case dotCR
    case middle
    case middleCR
  }

  private var position = Position.lineStart

  /// Appends the content in `input` to `output`.
  /// - Returns: how many octets were taken, all of them unless the message ended, and whether it did.
  mutating func read(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> (taken: Int, isAtEnd: Bool) {
    var index = 0
    while index < input.count {
      let byte = input[index]
      switch position {
      case .lineStart where byte == UInt8(ascii: "."):
        position = .dot
        index += 1
      case .dot where byte == UInt8(ascii: "\r"):
        position = .dotCR
        index += 1
      case .dotCR where byte == UInt8(ascii: "\n"):
        position = .lineStart
        return (index + 1, true)
      case .dotCR:
        output.append(UInt8(ascii: "\r"))
        position = .middle
      case .middleCR:
        position = byte == UInt8(ascii: "\n") ? .lineStart : .middle
        guard byte == UInt8(ascii: "\n") else { continue }
        output.append(byte)
        index += 1
      case .lineStart, .dot, .middle:
        index += copyLine(UnsafeBufferPointer(rebasing: input[index...]), into: &output)
      }
    }
    return (index, false)
  }

  /// Copies up to and with the next LF, or all there is.
  private mutating func copyLine(_ input: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> Int {
    guard let base = input.baseAddress else { return 0 }
    guard let lineFeed = memchr(base, 0x0A, input.count) else {
      output.append(contentsOf: input)
      position = input.last == UInt8(ascii: "\r") ? .middleCR : .middle
      return input.count
    }
    let count = UnsafeRawPointer(base).distance(to: lineFeed) + 1
    output.append(contentsOf: UnsafeBufferPointer(rebasing: input[..<count]))
    position = count >= 2 && input[count - 2] == UInt8(ascii: "\r") ? .lineStart : .middle
    return count
  }
}
