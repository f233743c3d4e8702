/// Text with macros (RFC 7208 §7.1).
public struct SPFMacroString: Hashable, Sendable {
  /// What the text is for, which decides what may be in it.
  enum Use {
    /// RFC 7208 §7.1 `domain-spec`: ends in a top label or a macro.
    case domain
    /// RFC 7208 §6.2 `explain-string`: spaces too, and the letters c, r and t.
    case explanation
    /// The value of a modifier nobody knows.
    case unknownModifier
  }

  enum Piece: Hashable {
    case literal([UInt8])
    case macro(SPFMacro)
  }

  let pieces: [Piece]
  /// As it stands in the record.
  let text: [UInt8]

  /// `nil` where the grammar does not give the text.
  init?(_ text: ArraySlice<UInt8>, as use: Use) {
    var reader = Reader(rest: text, use: use)
    guard reader.readAll() else { return nil }
    if use == .domain {
      guard reader.endsInExpansion || SPFMacroString.endsInTopLabel(reader.pieces) else { return nil }
    }
    pieces = reader.pieces
    self.text = Array(text)
  }

  /// Whether `%{p}`, which costs DNS questions, is in it.
  var namesClient: Bool {
    pieces.contains { if case .macro(let macro) = $0 { macro.letter == .validatedName } else { false } }
  }

  /// RFC 7208 §7.1: without a macro at its end a domain ends in a dot and a top label.
  private static func endsInTopLabel(_ pieces: [Piece]) -> Bool {
    guard case .literal(let end)? = pieces.last else { return false }
    let labels = (end.last == UInt8(ascii: ".") ? end.dropLast() : end[...])
      .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let last = labels.last, labels.count > 1 else { return false }
    return isTopLabel(last)
  }

  /// RFC 7208 §7.1 `toplabel`: letters, digits and inner hyphens, not digits alone.
  private static func isTopLabel(_ label: ArraySlice<UInt8>) -> Bool {
    guard let first = label.first, let last = label.last else { return false }
    return SPFTermReader.isAlphanumeric(first) && SPFTermReader.isAlphanumeric(last)
      && label.allSatisfy { SPFTermReader.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
      && !label.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension SPFMacroString {
  /// Reads pieces from left to right.
  private struct Reader {
    var rest: ArraySlice<UInt8>
    let use: Use
    var pieces: [Piece] = []
    /// A macro, or one of `%%`, `%_` and `%-` (RFC 7208 §7.1 `macro-expand`).
    var endsInExpansion = false
    private var literal: [UInt8] = []

    init(rest: ArraySlice<UInt8>, use: Use) {
      self.rest = rest
      self.use = use
    }

    /// False where the text breaks the grammar.
    mutating func readAll() -> Bool {
      while let byte = rest.popFirst() {
        endsInExpansion = byte == UInt8(ascii: "%")
        if endsInExpansion {
          guard readExpansion() else { return false }
        } else {
          guard isLiteral(byte) else { return false }
          literal.append(byte)
        }
      }
      endLiteral()
      return true
    }

    /// RFC 7208 §7.1 `macro-literal`: visible US-ASCII but the percent sign.
    private func isLiteral(_ byte: UInt8) -> Bool {
      (0x21...0x7E).contains(byte) || byte == 0x20 && use == .explanation
    }

    /// What follows a percent sign.
    private mutating func readExpansion() -> Bool {
      switch rest.popFirst() {
      case UInt8(ascii: "%"): literal.append(UInt8(ascii: "%"))
      case UInt8(ascii: "_"): literal.append(0x20)
      case UInt8(ascii: "-"): literal += Array("%20".utf8)
      case UInt8(ascii: "{"):
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")), let macro = SPFMacro(rest[..<end]),
          use != .domain || !macro.letter.isForExplanationsOnly
        else { return false }
        endLiteral()
        pieces.append(.macro(macro))
        rest = rest[(end + 1)...]
      default: return false
      }
      return true
    }

    private mutating func endLiteral() {
      guard !literal.isEmpty else { return }
      pieces.append(.literal(literal))
      literal = []
    }
  }
}
