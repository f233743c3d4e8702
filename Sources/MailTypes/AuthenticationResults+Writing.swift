extension AuthenticationResults {
  /// How a field is written.
  public enum Style: String, Hashable, Sendable, Codable {
    /// RFC 8601: the identifier first, every pair with its type.
    case standard
    /// As Exchange Online writes it (eop-spec §2.9): no identifier, and `action=` without a type. No parser that keeps to
    /// RFC 8601 reads it.
    case exchange
  }

  /// The value, in the pieces that may stand on lines of their own: the identifier, then each result. All but the last end in
  /// a semicolon.
  public func pieces(_ style: Style = .standard) -> [String] {
    let results = results.isEmpty ? ["none"] : results.map { $0.text(style) }
    let version = version.map { " \($0)" } ?? ""
    let pieces = style == .exchange ? results : [ResultText.value(authservID) + version] + results
    return pieces.dropLast().map { $0 + ";" } + pieces.suffix(1)
  }

  /// The value on one line.
  public func value(_ style: Style = .standard) -> String { pieces(style).joined(separator: " ") }

  /// RFC 2045 §5.1 `token`, with UTF-8 (RFC 8601 §5).
  public static func isToken(_ byte: UInt8) -> Bool { byte > 0x20 && byte != 0x7F && !tokenSpecials.contains(byte) }

  /// What a `pvalue` may hold without quotes: tokens, and addresses whose local-part is a dot-atom (RFC 8601 §2.2).
  public static func isPropertyValue(_ byte: UInt8) -> Bool { isToken(byte) || addressSpecials.contains(byte) }

  private static let tokenSpecials = Set("()<>@,;:\\\"/[]?=".utf8)
  private static let addressSpecials = Set("@/?=".utf8)

  /// The whole field, each result on a line of its own, without the last line end.
  public func field(_ style: Style = .standard) -> String {
    "Authentication-Results: " + pieces(style).joined(separator: "\r\n ")
  }
}

extension AuthenticationResults.MethodResult {
  fileprivate func text(_ style: AuthenticationResults.Style) -> String {
    var text = ResultText.keyword(method)
    if let methodVersion { text += "/\(methodVersion)" }
    text += "="
    text += ResultText.keyword(result)
    if let comment { text += ResultText.comment(comment) }
    if let reason {
      text += " reason="
      text += ResultText.value(reason)
    }
    for property in properties { property.write(style, to: &text) }
    return text
  }
}

extension AuthenticationResults.Property {
  /// With a blank before it.
  fileprivate func write(_ style: AuthenticationResults.Style, to text: inout String) {
    text += " "
    if !(style == .exchange && type == "policy" && name == "action") {
      text += ResultText.keyword(type)
      text += "."
    }
    text += ResultText.keyword(name)
    text += "="
    text += ResultText.propertyValue(value)
    if let comment { text += ResultText.comment(comment) }
  }
}

/// Text that cannot leave its place in a field.
private enum ResultText {
  /// Other characters than those of keywords become hyphens.
  static func keyword(_ text: String) -> String {
    if text.utf8.allSatisfy(isKeyword) { return text }
    return String(text.map { $0.utf8.count == 1 && $0.utf8.allSatisfy(isKeyword) ? $0 : "-" })
  }

  private static func isKeyword(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// RFC 2045 §5.1 `value`: a token where it is one, else a quoted string.
  static func value(_ text: String) -> String {
    !text.isEmpty && text.utf8.allSatisfy(AuthenticationResults.isToken) ? text : quoted(text)
  }

  /// RFC 8601 §2.2 `pvalue`: an address needs no quotes where its local-part is a dot-atom.
  static func propertyValue(_ text: String) -> String {
    let bytes = text.utf8
    let isAddress = bytes.count { $0 == UInt8(ascii: "@") } == 1 && bytes.allSatisfy(AuthenticationResults.isPropertyValue)
    return isAddress ? text : value(text)
  }

  /// With a blank before it.
  static func comment(_ text: String) -> String { " (" + escaped(text, "()\\") + ")" }

  private static func quoted(_ text: String) -> String { "\"" + escaped(text, "\"\\") + "\"" }

  /// With a backslash before each of `specials`; control characters become question marks.
  private static func escaped(_ text: String, _ specials: String) -> String {
    if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) && !specials.utf8.contains($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if specials.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "?" : scalar)
    }
    return result
  }
}
