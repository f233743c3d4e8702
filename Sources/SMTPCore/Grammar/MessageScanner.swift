import Glibc

/// What must be known of a message's content as it comes in, by DATA or BDAT: its size, the size of its header section,
/// and whether every CR stands before an LF and every LF behind a CR.
struct MessageScanner {
  private(set) var size = 0
  /// Octets up to and with the empty line that ends the header section; all of them while none was seen.
  private(set) var headerSize = 0
  private(set) var hasBareLineEnd = false

  private var isInHeader = true
  /// Octets of the current line so far, its CR included; only "none" and "some" matter.
  private var isLineEmpty = true
  private var lastWasCR = false

  mutating func scan(_ content: UnsafeBufferPointer<UInt8>) {
    size += content.count
    var rest = content
    while let base = rest.baseAddress, !rest.isEmpty {
      let lineFeed = memchr(base, 0x0A, rest.count).map { UnsafeRawPointer(base).distance(to: $0) }
      let line = UnsafeBufferPointer(rebasing: rest[..<(lineFeed ?? rest.count)])
      if isInHeader { headerSize += line.count + (lineFeed == nil ? 0 : 1) }
      scanLine(line)
      if lineFeed != nil { endLine() }
      rest = UnsafeBufferPointer(rebasing: rest[(line.count + (lineFeed == nil ? 0 : 1))...])
    }
  }

  /// A CR that nothing follows is bare too.
  mutating func finish() {
    if lastWasCR { hasBareLineEnd = true }
  }

  /// Octets of one line without LF: a CR may only be the last of them.
  private mutating func scanLine(_ line: UnsafeBufferPointer<UInt8>) {
    guard let last = line.last, let base = line.baseAddress else { return }
    if lastWasCR {
      hasBareLineEnd = true
      isLineEmpty = false
    }
    lastWasCR = last == UInt8(ascii: "\r")
    let before = lastWasCR ? line.count - 1 : line.count
    if before > 0 { isLineEmpty = false }
    if memchr(base, 0x0D, before) != nil { hasBareLineEnd = true }
  }

  private mutating func endLine() {
    if lastWasCR {
      if isLineEmpty { isInHeader = false }
      isLineEmpty = true
    } else {
      hasBareLineEnd = true
      isLineEmpty = false
    }
    lastWasCR = false
  }
}
