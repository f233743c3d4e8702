import Crypto

/// Hashes canonical octets of a body, at most `limit` of them, and counts all. Line ends are held back until something other
/// than an empty line follows (RFC 6376 §3.4.3).
struct CanonicalHash<Hash: HashFunction> {
  /// Octets that are hashed (RFC 6376 §3.5 `l=`).
  private let limit: Int
  /// Octets so far, those beyond the limit included, those held back not.
  private(set) var count = 0
  private var hash = Hash()
  private var heldLines = 0
  /// A CR whose next octet is not known yet.
  private var holdsCR = false

  init(limit: Int = .max) { self.limit = limit }

  mutating func write(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    var rest = bytes
    if holdsCR {
      holdsCR = false
      if first == lineFeed {
        heldLines += 1
        rest = UnsafeRawBufferPointer(rebasing: bytes[1...])
      } else {
        writeHeld()
        withUnsafeBytes(of: carriageReturn) { put($0) }
      }
    }
    writeContent(rest)
  }

  /// Ends the last line; where there is none, only with `endsEmpty`.
  mutating func finish(endsEmpty: Bool) -> Hash.Digest {
    if holdsCR {
      writeHeld()
      withUnsafeBytes(of: carriageReturn) { put($0) }
    }
    heldLines = endsEmpty || count > 0 ? 1 : 0
    writeHeld()
    return hash.finalize()
  }

  /// Writes all but the line ends, and perhaps a CR, at the end.
  private mutating func writeContent(_ bytes: UnsafeRawBufferPointer) {
    var end = bytes.count
    if bytes.last == carriageReturn {
      end -= 1
      holdsCR = true
    }
    var lines = 0
    while end >= 2, bytes[end - 1] == lineFeed, bytes[end - 2] == carriageReturn {
      end -= 2
      lines += 1
    }
    if end > 0 {
      writeHeld()
      put(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    }
    heldLines += lines
  }

  private mutating func writeHeld() {
    while heldLines > 0 {
      let lines = min(heldLines, lineEnds.count)
      lineEnds.withUnsafeBytes { put(UnsafeRawBufferPointer(rebasing: $0[..<(2 * lines)])) }
      heldLines -= lines
    }
  }

  private mutating func put(_ bytes: UnsafeRawBufferPointer) {
    let room = max(0, limit - count)
    hash.update(bufferPointer: bytes.count <= room ? bytes : UnsafeRawBufferPointer(rebasing: bytes[..<room]))
    count += bytes.count
  }
}

private let carriageReturn: UInt8 = 0x0D
private let lineFeed: UInt8 = 0x0A
private let lineEnds = [UInt16](repeating: UInt16(littleEndian: 0x0A0D), count: 512)
