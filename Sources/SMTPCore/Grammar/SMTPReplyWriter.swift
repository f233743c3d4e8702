public import MailTypes

extension SMTPReply {
  /// Octets of text on one line: RFC 5321 §4.5.3.1.5 allows 512 with the codes and CRLF.
  private static let maximumText = 490

  /// Appends the reply as sent (RFC 5321 §4.2, RFC 2034 §4). Control characters become `?` and long lines are cut: no
  /// text, wherever it came from, can make a second reply.
  public func write(to output: inout [UInt8]) {
    for (index, line) in lines.enumerated() {
      output.append(contentsOf: "\(code)".utf8)
      output.append(UInt8(ascii: index == lines.count - 1 ? " " : "-"))
      if let enhanced { output.append(contentsOf: "\(enhanced) ".utf8) }
      output.append(
        contentsOf: line.utf8.prefix(SMTPReply.maximumText).map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 })
      output.append(contentsOf: [0x0D, 0x0A])
    }
  }
}
