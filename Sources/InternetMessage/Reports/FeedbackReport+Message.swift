public import MailTypes

extension FeedbackReport {
  /// The whole report about `original`, which goes along as it is. CRLF line ends.
  public func message(
    hostname: String, from: EmailAddress, to: EmailAddress, date: UTCTime, id: String, original: [UInt8]
  ) -> [UInt8] {
    let text = [
      "This is a report of the type \(SafeText.word(type)) about a message received from"
        + " \(sourceIP.map { "\($0)" } ?? "an unknown host").",
      "The message is attached. The format is described in RFC 5965.",
    ]
    let isEightBit = original.contains { $0 >= 0x80 }
    return ReportBuilder(
      reportType: "feedback-report", from: "<\(from)>", to: to, subject: "Report about a message", date: date, id: id,
      hostname: hostname,
      parts: [
        ReportBuilder.text(text, allowsUTF8: false),
        ReportBuilder.Part(header: "Content-Type: message/feedback-report", body: ReportBuilder.lines(lines)),
        ReportBuilder.Part(
          header: "Content-Type: message/rfc822" + (isEightBit ? "\r\nContent-Transfer-Encoding: 8bit" : ""), body: original),
      ]
    ).message()
  }

  /// RFC 5965 §3, RFC 6591 §3; those that must be there first.
  private var lines: [String] {
    let fields: [(String, String?)] = [
      ("Feedback-Type", type), ("User-Agent", userAgent ?? "Martlet"), ("Version", "\(version)"),
      ("Original-Envelope-Id", originalEnvelopeID), ("Original-Mail-From", originalMailFrom),
      ("Arrival-Date", arrival.map { MailDate.text($0) }), ("Incidents", incidents > 1 ? "\(incidents)" : nil),
      ("Reporting-MTA", reportingMTA.map { "dns; \($0)" }), ("Source-IP", sourceIP.map { "\($0)" }),
      ("Auth-Failure", authFailure), ("Delivery-Result", deliveryResult), ("DKIM-Domain", dkimDomain),
      ("DKIM-Identity", dkimIdentity), ("DKIM-Selector", dkimSelector),
    ]
    let repeated =
      originalRecipients.map { ("Original-Rcpt-To", Optional($0)) }
      + authenticationResults.map { ("Authentication-Results", Optional($0)) }
      + reportedDomains.map { ("Reported-Domain", Optional($0)) } + reportedURIs.map { ("Reported-URI", Optional($0)) }
    return (fields + repeated).compactMap { name, value in
      value.map { "\(name): \(SafeText.line($0, allowsUTF8: false))" }
    }
  }
}
