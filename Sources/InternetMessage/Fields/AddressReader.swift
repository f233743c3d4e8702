/// Takes an address list apart at its top-level commas, colons and semicolons.
struct AddressReader {
  private var tokens: AddressTokens
  private var group: String?
  private var pieces: [AddressPiece] = []
  /// What stood in angle brackets; the first of several counts.
  private var angle: [AddressPiece]?

  init(_ value: ArraySlice<UInt8>) { tokens = AddressTokens(value) }

  mutating func next() -> HeaderAddress? {
    while let piece = tokens.next() {
      switch piece.kind {
      case .comma:
        if let address = take() { return address }
      case .semicolon:
        let address = take()
        group = nil
        if let address { return address }
      case .colon where angle == nil && !pieces.contains { $0.kind == .at }:
        group = AddressPiece.phrase(pieces[...]) ?? ""
        reset()
      case .open:
        let content = readAngle()
        if angle == nil { angle = content }
      default:
        if angle == nil { pieces.append(piece) }
      }
    }
    return take()
  }

  /// Up to `>`, or a comma where the bracket is not closed. A route before the address is left out (RFC 5322 §4.4).
  private mutating func readAngle() -> [AddressPiece] {
    var content: [AddressPiece] = []
    while let piece = tokens.next(), piece.kind != .close {
      if piece.kind == .comma, content.first?.kind != .at { break }
      content.append(piece)
    }
    guard content.first?.kind == .at, let colon = content.lastIndex(where: { $0.kind == .colon }) else { return content }
    return Array(content[(colon + 1)...])
  }

  /// What was read since the last separator.
  private mutating func take() -> HeaderAddress? {
    defer { reset() }
    let comment = tokens.takeComment()
    if let angle {
      return HeaderAddress(
        name: AddressPiece.phrase(pieces[...]) ?? comment, address: AddressPiece.address(angle[...]), group: group)
    }
    guard !pieces.isEmpty else { return nil }
    let start = AddressPiece.startOfAddress(pieces)
    let address = AddressPiece.address(pieces[start...])
    let name = AddressPiece.phrase(pieces[..<start]) ?? comment
    guard name != nil || !address.isEmpty else { return nil }
    return HeaderAddress(name: name, address: address, group: group)
  }

  private mutating func reset() {
    pieces = []
    angle = nil
    _ = tokens.takeComment()
  }
}
