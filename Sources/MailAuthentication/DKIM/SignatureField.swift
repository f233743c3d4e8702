/// A signature field that is being made: tags in order, folded so that no line is longer than 78 characters where it can be
/// (RFC 5322 §2.1.1).
struct SignatureField {
  /// So far, without the last line end.
  private(set) var text: String
  /// Characters on the line so far.
  private var column: Int

  private static let lineLimit = 78

  init(_ name: String) {
    text = name + ":"
    column = text.utf8.count
  }

  /// Adds `tag=value;` after a space, or on a new line. A long `h=` is folded after its colons (RFC 6376 §3.5).
  mutating func add(_ tag: String, _ value: String, isLast: Bool = false) {
    let spec = tag + "=" + value + (isLast ? "" : ";")
    if column + 1 + spec.utf8.count <= SignatureField.lineLimit {
      append(" " + spec)
    } else if spec.utf8.count < SignatureField.lineLimit || tag != "h" {
      fold()
      append(spec)
    } else {
      fold()
      let names = spec.split(separator: ":", omittingEmptySubsequences: false)
      for (index, name) in names.enumerated() { appendBroken(name + (index + 1 < names.count ? ":" : "")) }
    }
  }

  /// Adds a value of base 64, which may be folded anywhere (RFC 6376 §2.10).
  mutating func addFolded(_ tag: String, _ value: String, isLast: Bool = false) {
    if column + tag.utf8.count + 2 > SignatureField.lineLimit { fold() } else { append(" ") }
    append(tag + "=")
    var rest = value[...]
    while !rest.isEmpty {
      if column >= SignatureField.lineLimit { fold() }
      let piece = rest.prefix(SignatureField.lineLimit - column)
      append(String(piece))
      rest = rest.dropFirst(piece.count)
    }
    if !isLast { append(";") }
  }

  private mutating func appendBroken(_ piece: Substring) {
    if column + piece.utf8.count > SignatureField.lineLimit { fold() }
    append(String(piece))
  }

  private mutating func append(_ piece: String) {
    text += piece
    column += piece.utf8.count
  }

  private mutating func fold() {
    text += "\r\n "
    column = 1
  }
}
