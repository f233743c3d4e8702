/// The relaxed form of a body that comes in pieces (RFC 6376 §3.4.4): no white space at the end of lines, one space for any in
/// them. The empty lines at its end are left to whoever takes the octets.
///
/// What becomes of an octet is decided by the two after it alone, so that many can be decided at once: white space is
/// dropped before more of it and before a CRLF, and a tab that stays is a space.
struct RelaxedBody {
  /// What a piece ended in, where the next one decides what it becomes.
  private enum Pending {
    case nothing
    case blanks
    case blanksAndCR
  }

  private var pending = Pending.nothing

  /// Octets that the target has to have room for beyond those of the piece: what the last piece left, and what is written
  /// many at a time and overwritten then.
  static let slack = 2 + 32

  /// Writes the relaxed form of `piece`, and returns its length. `target` has room for the piece and the slack.
  mutating func copy(_ piece: UnsafeRawBufferPointer, to target: UnsafeMutableRawPointer) -> Int {
    var output = RelaxedOutput(target)
    resume(piece, &output)
    var index = 0
    while index + 64 <= piece.count {
      output.writeBlock(piece, index)
      index &+= 32
    }
    while index < piece.count { index = copyOne(piece, index, &output) }
    return output.count
  }

  /// What is left when nothing follows: a CR alone is content, and so are the blanks before it.
  mutating func finish() -> [UInt8] {
    defer { pending = .nothing }
    return pending == .blanksAndCR ? [0x20, 0x0D] : []
  }

  /// Decides about what the piece before this one ended in.
  private mutating func resume(_ piece: UnsafeRawBufferPointer, _ output: inout RelaxedOutput) {
    guard let first = piece.first else { return }
    switch pending {
    case .nothing: return
    case .blanksAndCR:
      if first != 0x0A { output.write(0x20) }
      output.write(0x0D)
    case .blanks where first == 0x0D && piece.count == 1:
      // The CR itself is left for then, too.
      pending = .blanksAndCR
      return
    case .blanks:
      let endsLine = first == 0x0D && piece[1] == 0x0A
      if !Blanks.contains(first), !endsLine { output.write(0x20) }
    }
    pending = .nothing
  }

  /// Copies the octet at `index`, near the end of the piece, and returns the index of the next one.
  private mutating func copyOne(_ piece: UnsafeRawBufferPointer, _ index: Int, _ output: inout RelaxedOutput) -> Int {
    let byte = piece[index]
    guard Blanks.contains(byte) else {
      if pending != .blanksAndCR { output.write(byte) }
      return index + 1
    }
    let next = index + 1
    guard next < piece.count else {
      pending = .blanks
      return next
    }
    if Blanks.contains(piece[next]) { return next }
    guard piece[next] == 0x0D else {
      output.write(0x20)
      return next
    }
    guard next + 1 < piece.count else {
      pending = .blanksAndCR
      return piece.count
    }
    if piece[next + 1] != 0x0A { output.write(0x20) }
    return next
  }
}
