/// Bytes from a client that nobody has read yet, and the command lines cut out of them.
///
/// A line ends with CRLF (RFC 5321 §2.3.8). A bare LF also ends the line, but the line is marked as broken, and so is one
/// with a bare CR or a NUL in it: such a line is refused whole, so that no two readers can disagree on where it ended.
struct SMTPInput {
  enum Line: Equatable {
    /// Without its line end.
    case text([UInt8])
    case broken
    case tooLong
  }

  private var bytes: [UInt8] = []
  private var start = 0
  /// Where the search for the next line end goes on.
  private var scanned = 0
  /// The front of a line that was too long is gone; its end has not been seen.
  private var isDiscarding = false

  /// Buffers above this are given back when empty, so that an idle connection costs little.
  private static let keptCapacity = 1024

  var isEmpty: Bool { start == bytes.count && !isDiscarding }
  var first: UInt8? { isDiscarding || start == bytes.count ? nil : bytes[start] }

  mutating func append(_ more: [UInt8]) {
    // Most often nothing waits, and the octets need not be copied.
    if bytes.isEmpty { bytes = more } else { bytes.append(contentsOf: more) }
  }

  /// The next whole line, at most `limit` octets with its end; `nil` where more bytes are needed. Never holds more than
  /// `limit` octets of an unfinished line.
  mutating func nextLine(limit: Int) -> Line? {
    guard let end = bytes[max(scanned, start)...].firstIndex(of: UInt8(ascii: "\n")) else {
      scanned = bytes.count
      if isDiscarding || bytes.count - start >= limit {
        isDiscarding = true
        skip(bytes.count - start)
      }
      return nil
    }
    let line = bytes[start...end]
    let isTooLong = isDiscarding || line.count > limit
    isDiscarding = false
    let result: Line = isTooLong ? .tooLong : SMTPInput.checked(line)
    skip(line.count)
    return result
  }

  private static func checked(_ line: ArraySlice<UInt8>) -> Line {
    let text = line.dropLast(2)
    guard line.suffix(2).elementsEqual([0x0D, 0x0A]), !text.contains(where: { $0 == 0x0D || $0 == 0 }) else { return .broken }
    return .text(Array(text))
  }

  /// Lends up to `maximum` waiting octets, and drops as many as `body` says it took.
  mutating func read<Result>(atMost maximum: Int, _ body: (UnsafeBufferPointer<UInt8>) -> (taken: Int, Result)) -> Result {
    let end = start + min(maximum, bytes.count - start)
    let (taken, result) = bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<end])) }
    skip(min(taken, end - start))
    return result
  }

  mutating func removeAll() {
    self = SMTPInput()
  }

  private mutating func skip(_ count: Int) {
    start += count
    scanned = start
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: bytes.capacity <= SMTPInput.keptCapacity)
      (start, scanned) = (0, 0)
    }
  }
}
