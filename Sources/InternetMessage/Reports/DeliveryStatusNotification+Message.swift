import MailTypes

extension DeliveryStatusNotification {
  /// The whole message, CRLF line ends, no line above 998 octets.
  public func message() -> [UInt8] { NotificationWriter(self).message() }
}

/// Writes `multipart/report` (RFC 6522): a text for people, the fields for programs, the header of the original.
private struct NotificationWriter {
  private let report: DeliveryStatusNotification
  private let returned: [UInt8]
  private let boundary: String
  private var output: [UInt8] = []

  init(_ report: DeliveryStatusNotification) {
    self.report = report
    returned = ReturnedHeader.lines(of: report.original, allowsUTF8: report.needsSMTPUTF8)
    boundary = NotificationWriter.boundary(report.id, avoiding: returned)
  }

  func message() -> [UInt8] {
    var writer = self
    writer.writeHeader()
    writer.writeText()
    let type = report.needsSMTPUTF8 ? "message/global-delivery-status" : "message/delivery-status"
    writer.writePart("Content-Type: \(type)" + writer.eightBit)
    writer.writeStatus()
    writer.writePart("Content-Type: \(returnedType)" + writer.eightBit)
    writer.output.append(contentsOf: returned)
    writer.line("")
    writer.line("--\(boundary)--")
    return writer.output
  }

  /// Without SMTPUTF8 a report is 7-bit throughout: it has to pass hosts that take nothing else.
  private var eightBit: String { report.needsSMTPUTF8 ? "\r\nContent-Transfer-Encoding: 8bit" : "" }

  private mutating func writeText() {
    let text = Array(NotificationText(report).lines.joined(separator: "\r\n").utf8)
    if text.allSatisfy({ $0 < 0x80 }) || report.needsSMTPUTF8 {
      writePart("Content-Type: text/plain; charset=utf-8" + eightBit)
      line(String(decoding: text, as: UTF8.self))
    } else {
      writePart("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64")
      output.append(contentsOf: Base64.encodedLines(text))
    }
  }

  private var returnedType: String {
    // RFC 6533 §5: a header with UTF-8 in it is a global one.
    report.needsSMTPUTF8 ? "message/global-headers" : "text/rfc822-headers"
  }

  private mutating func writeHeader() {
    line("Date: \(MailDate.text(report.date))")
    line("From: Mail Delivery System <\(report.from)>")
    line("To: <\(report.to)>")
    line("Subject: \(NotificationText(report).subject)")
    line("Message-ID: <\(word(report.id)).report@\(word(report.hostname))>")
    // RFC 3834 §5: nobody may answer this.
    line("Auto-Submitted: auto-replied")
    line("MIME-Version: 1.0")
    line("Content-Type: multipart/report; report-type=delivery-status;")
    line("\tboundary=\"\(boundary)\"")
    line("")
    line("This is a delivery report in MIME format.")
  }

  private mutating func writePart(_ header: String) {
    line("")
    line("--\(boundary)")
    line(header)
    line("")
  }

  /// RFC 3464 §2.2–2.3.
  private mutating func writeStatus() {
    line("Reporting-MTA: dns; \(word(report.hostname))")
    if let id = report.envelopeID { line("Original-Envelope-Id: \(text(id))") }
    line("Arrival-Date: \(MailDate.text(report.arrival))")
    for recipient in report.recipients {
      line("")
      if let original = recipient.originalRecipient { line("Original-Recipient: \(text(original))") }
      line("Final-Recipient: \(addressType(recipient)); \(recipient.address)")
      line("Action: \(recipient.action.rawValue)")
      line("Status: \(recipient.status)")
      if let host = recipient.remoteHost { line("Remote-MTA: dns; \(word(host))") }
      if let reply = recipient.reply { line("Diagnostic-Code: smtp; \(text("\(reply)"))") }
      if let time = recipient.lastAttempt { line("Last-Attempt-Date: \(MailDate.text(time))") }
      if let time = recipient.retriedUntil { line("Will-Retry-Until: \(MailDate.text(time))") }
    }
  }

  private func addressType(_ recipient: DeliveryStatusNotification.Recipient) -> String {
    recipient.address.needsSMTPUTF8 ? "utf-8" : "rfc822"
  }

  private mutating func line(_ text: String) {
    output.append(contentsOf: text.utf8)
    output.append(contentsOf: FieldText.lineEnd)
  }

  private func text(_ text: String) -> String { SafeText.line(text, allowsUTF8: report.needsSMTPUTF8) }

  private func word(_ text: String) -> String { String(self.text(text).filter { $0 != " " && $0 != "<" && $0 != ">" }) }

  /// A line that stands in no returned header: RFC 2046 §5.1.1 wants it to occur nowhere in the parts.
  private static func boundary(_ id: String, avoiding bytes: [UInt8]) -> String {
    let base = "report-" + id.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40)
    let marks = Set(
      bytes.split(separator: 0x0A).filter { $0.starts(with: "--report-".utf8) }.map { String(decoding: $0, as: UTF8.self) })
    // One more candidate than there are lines that could be one.
    let candidates = (0...marks.count).map { "\(base)-\($0)" }
    return candidates.first { candidate in !marks.contains { $0.hasPrefix("--" + candidate) } } ?? base
  }
}
