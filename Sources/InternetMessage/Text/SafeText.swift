/// Text from outside on its way into a line of ours.
enum SafeText {
  /// RFC 5321 §4.5.3.1.5: a reply line has at most 512 octets; a reply of several lines is cut here, so that the field stays
  /// below the 998 octets of a line.
  static let lengthLimit = 700

  /// One line of printable text: control characters become spaces, and without UTF-8 everything beyond ASCII becomes `?`.
  static func line(_ text: String, allowsUTF8: Bool) -> String {
    var scalars = String.UnicodeScalarView()
    var length = 0
    for scalar in text.unicodeScalars {
      let shown = shown(scalar, allowsUTF8)
      length += UTF8.width(shown)
      guard length <= lengthLimit else { break }
      scalars.append(shown)
    }
    return String(scalars)
  }

  /// The same without spaces and angle brackets.
  static func word(_ text: String, allowsUTF8: Bool = false) -> String {
    line(text, allowsUTF8: allowsUTF8).filter { $0 != " " && $0 != "<" && $0 != ">" }
  }

  private static func shown(_ scalar: Unicode.Scalar, _ allowsUTF8: Bool) -> Unicode.Scalar {
    switch scalar.value {
    case ..<0x20, 0x7F...0x9F, 0x2028, 0x2029: " "
    case 0x80...: allowsUTF8 ? scalar : "?"
    default: scalar
    }
  }
}
