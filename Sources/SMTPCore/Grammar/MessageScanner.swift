import Glibc

/// What must be known of a message's content as it comes in, by DATA or BDAT: its size, the size of its header section,
/// and where first a CR stood without an LF behind it, or an LF without a CR before it.
struct MessageScanner {
  private(set) var size = 0
  /// Octets up to and with the empty line that ends the header section; all of them while none was seen.
  private(set) var headerSize = 0
  /// How many octets had come when the first bare CR or LF showed itself; a CR does so with the octet behind it.
  private(set) var bareLineEnd: Int?

  private var isInHeader = true
  /// Octets of the current line so far, its CR included; only "none" and "some" matter.
  private var isLineEmpty = true
  private var lastWasCR = false

  mutating func scan(_ content: UnsafeBufferPointer<UInt8>) {
    var rest = content
    while let base = rest.baseAddress, !rest.isEmpty {
      let lineFeed = memchr(base, 0x0A, rest.count).map { UnsafeRawPointer(base).distance(to: $0) }
      let line = UnsafeBufferPointer(rebasing: rest[..<(lineFeed ?? rest.count)])
      if isInHeader { headerSize += line.count + (lineFeed == nil ? 0 : 1) }
      scanLine(line)
      size += line.count
      if lineFeed != nil { endLine() }
      rest = UnsafeBufferPointer(rebasing: rest[(line.count + (lineFeed == nil ? 0 : 1))...])
    }
  }

  /// A CR that nothing follows is bare too.
  mutating func finish() {
    if lastWasCR { noteBareLineEnd(at: size) }
  }

  private mutating func noteBareLineEnd(at octet: Int) {
    bareLineEnd = bareLineEnd ?? octet
  }

  /// Octets of one line without LF: a CR may only be the last of them.
  private mutating func scanLine(_ line: UnsafeBufferPointer<UInt8>) {
    guard let last = line.last, let base = line.baseAddress else { return }
    if lastWasCR {
      noteBareLineEnd(at: size + 1)
      isLineEmpty = false
    }
    lastWasCR = last == UInt8(ascii: "\r")
    let before = lastWasCR ? line.count - 1 : line.count
    if before > 0 { isLineEmpty = false }
    if let carriageReturn = memchr(base, 0x0D, before) {
      noteBareLineEnd(at: size + UnsafeRawPointer(base).distance(to: carriageReturn) + 2)
    }
  }

  private mutating func endLine() {
    size += 1
    if lastWasCR {
      if isLineEmpty { isInHeader = false }
      isLineEmpty = true
    } else {
      noteBareLineEnd(at: size)
      isLineEmpty = false
    }
    lastWasCR = false
  }
}
