/// A word or a mark of an address field.
struct AddressPiece {
  enum Kind {
    case atom
    case quoted
    case literal
    case dot
    case at
    case comma
    case semicolon
    case colon
    case open
    case close
  }

  let kind: Kind
  /// Quotes and backslashes removed.
  let text: [UInt8]
  /// White space or a comment stands before it.
  let isSpaced: Bool

  private var isWord: Bool { kind == .atom || kind == .quoted }

  /// Pieces as a display name: one space where there was any, encoded-words decoded; `nil` where nothing is left.
  static func phrase(_ pieces: ArraySlice<AddressPiece>) -> String? {
    var text: [UInt8] = []
    for piece in pieces {
      if piece.isSpaced, !text.isEmpty { text.append(0x20) }
      text += piece.text
    }
    let shown = HeaderText.decoded(HeaderText.unfolded(text[...])[...])
    return shown.isEmpty ? nil : shown
  }

  /// Where the address begins in pieces without angle brackets. Without an `@` a single word is one, several are a name.
  static func startOfAddress(_ pieces: [AddressPiece]) -> Int {
    guard let at = pieces.firstIndex(where: { $0.kind == .at }) else {
      let isName = pieces.count > 1 || pieces.first?.kind == .quoted || pieces.first?.text.starts(with: "=?".utf8) == true
      return isName ? pieces.count : 0
    }
    // Words that are joined by dots, or touch; obsolete syntax has blanks around the dots.
    var start = at
    while start > 0, pieces[start - 1].isWord || pieces[start - 1].kind == .dot {
      let isJoined = start == at || pieces[start].kind == .dot || pieces[start - 1].kind == .dot || !pieces[start].isSpaced
      guard isJoined else { break }
      start -= 1
    }
    return start
  }

  /// Local-part, `@` and domain. What stands behind a domain and does not touch it is no part of it.
  static func address(_ pieces: ArraySlice<AddressPiece>) -> String {
    guard let at = pieces.lastIndex(where: { $0.kind == .at }) else { return text(localPart(pieces)) }
    var domain: [UInt8] = []
    var previous = Kind.at
    for piece in pieces[(at + 1)...] {
      let isJoined = previous == .at || previous == .dot || piece.kind == .dot || !piece.isSpaced
      guard isJoined else { break }
      domain += piece.text
      previous = piece.kind
    }
    let local = localPart(pieces[..<at])
    if domain.isEmpty { return text(local) }
    return text(local + [UInt8(ascii: "@")] + domain)
  }

  /// In quotes where a word of it had them and needs them; what was sent without quotes stays without.
  private static func localPart(_ pieces: ArraySlice<AddressPiece>) -> [UInt8] {
    let text = pieces.flatMap { $0.text }
    guard pieces.contains(where: { $0.kind == .quoted }), !isDotAtom(text) else { return text }
    let escaped = text.flatMap { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), $0] : [$0] }
    return [UInt8(ascii: "\"")] + escaped + [UInt8(ascii: "\"")]
  }

  private static func isDotAtom(_ text: [UInt8]) -> Bool {
    let atoms = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy { AddressTokens.isAtomText($0) } }
  }

  private static func text(_ bytes: [UInt8]) -> String { HeaderText.shown(Charset.decodeUnlabelled(bytes[...])) }
}
