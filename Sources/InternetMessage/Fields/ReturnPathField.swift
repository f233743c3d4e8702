public import MailTypes

/// `Return-Path`, which the host of final delivery writes from the reverse-path (RFC 5321 §4.4).
public enum ReturnPathField {
  /// The field, without a line end behind it.
  public static func field(for reversePath: ReversePath) -> String { "Return-Path: <\(reversePath)>" }

  /// What final delivery does to a message: any Return-Path it came with goes, ours comes on top.
  public static func edits(for reversePath: ReversePath, message: [UInt8]) -> HeaderEdits {
    var edits = HeaderEdits()
    var scanner = HeaderScanner(message)
    var occurrence = 0
    while let field = scanner.next() {
      guard field.name.count == 11, FieldText.key(message[field.name]) == "return-path" else { continue }
      edits.remove("return-path", occurrence: occurrence)
      occurrence += 1
    }
    edits.prepend(field(for: reversePath))
    return edits
  }
}
