import MailTypes

extension DeliveryStatusNotification {
  /// The whole message (RFC 3464), CRLF line ends, no line above 998 octets. Without SMTPUTF8 it is 7-bit throughout: it has to
  /// pass hosts that take nothing else.
  public func message() -> [UInt8] {
    let text = NotificationText(self)
    return ReportBuilder(
      reportType: "delivery-status", from: "Mail Delivery System <\(from)>", to: to, subject: text.subject, date: date, id: id,
      hostname: hostname,
      parts: [ReportBuilder.text(text.lines, allowsUTF8: needsSMTPUTF8), statusPart, returnedPart]
    ).message()
  }

  private var eightBit: String { needsSMTPUTF8 ? "\r\nContent-Transfer-Encoding: 8bit" : "" }

  /// RFC 3464 §2.2–2.3; in its international form by RFC 6533 §4.
  private var statusPart: ReportBuilder.Part {
    var lines = ["Reporting-MTA: dns; \(word(hostname))"]
    if let envelopeID { lines.append("Original-Envelope-Id: \(line(envelopeID))") }
    lines.append("Arrival-Date: \(MailDate.text(arrival))")
    for recipient in recipients { lines += [""] + fields(of: recipient) }
    let type = needsSMTPUTF8 ? "message/global-delivery-status" : "message/delivery-status"
    return ReportBuilder.Part(header: "Content-Type: \(type)" + eightBit, body: ReportBuilder.lines(lines))
  }

  private func fields(of recipient: Recipient) -> [String] {
    let addressType = recipient.address.needsSMTPUTF8 ? "utf-8" : "rfc822"
    let fields: [String?] = [
      recipient.originalRecipient.map { "Original-Recipient: \(line($0))" },
      "Final-Recipient: \(addressType); \(recipient.address)",
      "Action: \(recipient.action.rawValue)",
      "Status: \(recipient.status)",
      recipient.remoteHost.map { "Remote-MTA: dns; \(word($0))" },
      recipient.reply.map { "Diagnostic-Code: smtp; \(line("\($0)"))" },
      recipient.lastAttempt.map { "Last-Attempt-Date: \(MailDate.text($0))" },
      recipient.retriedUntil.map { "Will-Retry-Until: \(MailDate.text($0))" },
    ]
    return fields.compactMap { $0 }
  }

  private var returnedPart: ReportBuilder.Part {
    // RFC 6533 §5: a header with UTF-8 in it is a global one.
    let type = needsSMTPUTF8 ? "message/global-headers" : "text/rfc822-headers"
    return ReportBuilder.Part(
      header: "Content-Type: \(type)" + eightBit, body: ReturnedHeader.lines(of: original, allowsUTF8: needsSMTPUTF8))
  }

  private func line(_ text: String) -> String { SafeText.line(text, allowsUTF8: needsSMTPUTF8) }

  private func word(_ text: String) -> String { SafeText.word(text, allowsUTF8: needsSMTPUTF8) }
}
