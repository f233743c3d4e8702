import MailTypes

/// Writes `multipart/report` (RFC 6522): a header of ours, a text for people, the fields for programs, what they are about.
/// CRLF line ends; the boundary stands in no part.
struct ReportBuilder {
  /// One body part: its header lines, and its octets with a line end at the end.
  struct Part {
    let header: String
    let body: [UInt8]
  }

  /// `delivery-status`, `feedback-report`, `disposition-notification`.
  let reportType: String
  let from: String
  let to: EmailAddress
  let subject: String
  let date: UTCTime
  /// Makes Message-ID and boundary unique: a queue id.
  let id: String
  let hostname: String
  let parts: [Part]

  func message() -> [UInt8] {
    let boundary = boundary
    let header = [
      "Date: \(MailDate.text(date))", "From: \(from)", "To: <\(to)>", "Subject: \(subject)",
      "Message-ID: <\(SafeText.word(id)).report@\(SafeText.word(hostname))>",
      // RFC 3834 §5: nobody may answer this.
      "Auto-Submitted: auto-replied", "MIME-Version: 1.0",
      "Content-Type: multipart/report; report-type=\(reportType);", "\tboundary=\"\(boundary)\"", "",
      "This is a report in MIME format.",
    ]
    var output = ReportBuilder.lines(header)
    for part in parts {
      output += ReportBuilder.lines(["", "--\(boundary)", part.header, ""])
      output += part.body
    }
    return output + ReportBuilder.lines(["", "--\(boundary)--"])
  }

  /// Each with CRLF.
  static func lines(_ lines: [String]) -> [UInt8] { lines.flatMap { Array($0.utf8) + FieldText.lineEnd } }

  /// Text for people: as it is where it is ASCII or may be UTF-8, else in base 64 with lines that any host takes.
  static func text(_ lines: [String], allowsUTF8: Bool) -> Part {
    let text = ReportBuilder.lines(lines)
    if allowsUTF8 {
      return Part(header: "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit", body: text)
    }
    guard text.contains(where: { $0 >= 0x80 }) else {
      return Part(header: "Content-Type: text/plain; charset=utf-8", body: text)
    }
    return Part(
      header: "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64",
      body: Base64.encodedLines(Array(text.dropLast(2))))
  }

  /// A line that stands in no part: RFC 2046 §5.1.1 wants it to occur nowhere in them.
  private var boundary: String {
    let base = "report-" + id.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40)
    let lines = parts.lazy.flatMap { $0.body.split(separator: 0x0A) }
    let marks = Set(lines.filter { $0.starts(with: "--report-".utf8) }.map { String(decoding: $0, as: UTF8.self) })
    // One more candidate than there are lines that could be one.
    let candidates = (0...marks.count).map { "\(base)-\($0)" }
    return candidates.first { candidate in !marks.contains { $0.hasPrefix("--" + candidate) } } ?? base
  }
}
