import Crypto

/// Canonicalises a body and hashes it in one pass (RFC 6376 §3.4.3 and §3.4.4), fed in pieces of any size. Nothing of the body
/// is kept but what a later piece may take back: empty lines, white space, and a CR.
struct BodyHash<Hash: HashFunction> {
  private let isRelaxed: Bool
  private var output: CanonicalHash<Hash>
  /// Line ends that count only if something other than an empty line follows.
  private var heldLines = 0
  /// Relaxed: white space that counts, as one space, only if something other than a line end follows.
  private var holdsSpace = false
  /// A CR whose next octet is not known yet.
  private var holdsCR = false

  /// `limit` is the number of canonical octets that are hashed (§3.5 `l=`).
  init(_ algorithm: DKIMCanonicalization.Algorithm, limit: Int = .max) {
    isRelaxed = algorithm == .relaxed
    output = CanonicalHash(limit: limit)
  }

  /// Canonical octets so far; the whole body's after `finish`.
  var count: Int { output.count }

  mutating func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return }
    var start = 0
    if holdsCR {
      holdsCR = false
      if first == lineFeed {
        endLine()
        start = 1
      } else {
        writeHeld()
        output.write(carriageReturn)
      }
    }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
    if isRelaxed { relaxed(rest) } else { simple(rest) }
  }

  mutating func finish() -> Hash.Digest {
    if holdsCR {
      writeHeld()
      output.write(carriageReturn)
    }
    // §3.4.3: without a body, a single CRLF; §3.4.4: nothing. A last line without a line end gets one.
    if !isRelaxed || output.count > 0 { output.writeLineEnd() }
    return output.finish()
  }

  /// §3.4.3: everything as it stands but for the empty lines at the end.
  private mutating func simple(_ bytes: UnsafeRawBufferPointer) {
    let end = withoutLineEnds(bytes, from: 0, to: bytes.count)
    guard end.content > 0 else {
      hold(end)
      return
    }
    writeHeld()
    output.write(UnsafeRawBufferPointer(rebasing: bytes[..<end.content]))
    hold(end)
  }

  /// §3.4.4: no white space at the end of lines, one space for any in them.
  private mutating func relaxed(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if isBlank(byte) {
        holdsSpace = true
        index += 1
      } else if byte == carriageReturn, index + 1 == bytes.count {
        holdsCR = true
        index += 1
      } else if byte == carriageReturn, bytes[index + 1] == lineFeed {
        endLine()
        index += 2
      } else {
        index = relaxedRun(bytes, from: index)
      }
    }
  }

  /// Writes what needs no change, over as many lines as it goes, and returns where it ends.
  private mutating func relaxedRun(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    writeHeld()
    let run = BlankSearch.endOfRun(bytes, from: start)
    let end = withoutLineEnds(bytes, from: start, to: run)
    output.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end.content]))
    hold(end)
    return run
  }

  private mutating func hold(_ end: LineEnds) {
    heldLines += end.lines
    holdsCR = end.hasCR
  }

  private mutating func endLine() {
    holdsSpace = false
    heldLines += 1
  }

  private mutating func writeHeld() {
    for _ in 0..<heldLines { output.writeLineEnd() }
    if holdsSpace { output.write(0x20) }
    heldLines = 0
    holdsSpace = false
  }

  /// What stands at the end of a piece: the line ends, perhaps a CR after them, and where the content before them ends.
  private struct LineEnds {
    var content: Int
    var lines = 0
    var hasCR = false
  }

  private func withoutLineEnds(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> LineEnds {
    var result = LineEnds(content: end)
    if end == bytes.count, end > start, bytes[end - 1] == carriageReturn {
      result.content -= 1
      result.hasCR = true
    }
    while result.content >= start + 2, bytes[result.content - 1] == lineFeed, bytes[result.content - 2] == carriageReturn {
      result.content -= 2
      result.lines += 1
    }
    return result
  }
}

private let carriageReturn: UInt8 = 0x0D
private let lineFeed: UInt8 = 0x0A

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
