public import MailTypes

/// Where a recipient's mailbox is below a root: `<domain>/<local-part>`, both in lower case.
///
/// A local-part is anything at all (RFC 5321 §4.1.2 `Quoted-string`), so what could leave the folder, hide in it, or
/// confuse a shell or a person is written `%HH`: `/`, control characters, spaces, `%` itself, all other ASCII but letters,
/// digits and `!#&'+-=_~.`, and a dot at the start. Two different mailboxes never share a path.
public enum MailboxPath {
  /// Relative, without a slash at either end; two components.
  public static func relative(_ recipient: EmailAddress) -> String {
    "\(recipient.domain)/" + encode(recipient.localPart.lowercased())
  }

  private static func encode(_ localPart: String) -> String {
    var result = ""
    for scalar in localPart.unicodeScalars {
      if isPlain(scalar), !(scalar == "." && result.isEmpty) {
        result.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 { result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
      }
    }
    return result
  }

  /// Letters beyond ASCII stay: a local-part of 64 octets must not outgrow a file name of 255.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isASCII else { return scalar.value >= 0xA0 && !scalar.properties.isDefaultIgnorableCodePoint }
    switch scalar {
    case "a"..."z", "0"..."9", "!", "#", "&", "'", "+", "-", "=", "_", "~", ".": return true
    default: return false
    }
  }
}
