/// A reply of an SMTP or LMTP server (RFC 5321 §4.2): code, enhanced code (RFC 2034) where one fits, one or more lines of text.
public struct SMTPReply: Hashable, Sendable {
  /// 200…599.
  public let code: Int
  public let enhanced: EnhancedStatusCode?
  /// At least one line, possibly empty; without CR, LF or the codes.
  public let lines: [String]

  public init(_ code: Int, _ enhanced: EnhancedStatusCode? = nil, _ text: String) {
    self.init(code, enhanced, lines: [text])
  }

  public init(_ code: Int, _ enhanced: EnhancedStatusCode? = nil, lines: [String]) {
    self.code = code
    self.enhanced = enhanced
    self.lines = lines.isEmpty ? [""] : lines
  }

  public var isPositive: Bool { (200..<300).contains(code) }
  public var isTransientFailure: Bool { (400..<500).contains(code) }
  public var isPermanentFailure: Bool { code >= 500 }
}

extension SMTPReply: CustomStringConvertible {
  /// One line, as logs and delivery reports show it: `550 5.7.1 Text; more text`.
  public var description: String {
    (["\(code)"] + (enhanced.map { ["\($0)"] } ?? []) + [lines.joined(separator: "; ")]).joined(separator: " ")
  }
}
