public import MailTypes

/// A message that carries a report as a file: a text for people, and the file.
public struct ReportMail: Hashable, Sendable {
  public struct File: Hashable, Sendable {
    /// `application/gzip`
    public var contentType: String
    /// ASCII, without quotes.
    public var name: String
    public var content: [UInt8]

    public init(contentType: String, name: String, content: [UInt8]) {
      self.contentType = contentType
      self.name = name
      self.content = content
    }
  }

  public var from: EmailAddress
  public var to: EmailAddress
  /// Lines of ASCII: all but the first begin with a blank.
  public var subject: [String]
  public var date: UTCTime
  /// Without angle brackets.
  public var messageID: String
  /// For people, a line each.
  public var text: [String]
  public var file: File

  public init(
    from: EmailAddress, to: EmailAddress, subject: [String], date: UTCTime, messageID: String, text: [String], file: File
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.date = date
    self.messageID = messageID
    self.text = text
    self.file = file
  }

  /// With CRLF line ends. No line of base 64 begins with hyphens, so the boundary stands in no part.
  public func message() -> [UInt8] {
    let boundary = "=_report"
    let header = [
      "Date: \(MailDate.text(date))", "From: <\(from)>", "To: <\(to)>", "Subject: \(subject.joined(separator: "\r\n"))",
      "Message-ID: <\(messageID)>",
      // RFC 3834 §5: nobody may answer this.
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
      "Content-Type: multipart/mixed;", "\tboundary=\"\(boundary)\"", "",
      "--\(boundary)", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
    ]
    let attachment = [
      "--\(boundary)", "Content-Type: \(file.contentType)", "Content-Transfer-Encoding: base64",
      "Content-Disposition: attachment;", "\tfilename=\"\(file.name)\"", "",
    ]
    return ReportBuilder.lines(header) + Base64.encodedLines(ReportBuilder.lines(text)) + ReportBuilder.lines(attachment)
      + Base64.encodedLines(file.content) + ReportBuilder.lines(["--\(boundary)--"])
  }
}
