public import MailTypes

/// A message disposition notification (RFC 8098): what a mail reader did with a message.
public struct DispositionNotification: Hashable, Sendable {
  /// `name; product`.
  public var reportingUA: String?
  public var originalRecipient: String?
  public var finalRecipient: String
  public var originalMessageID: String?
  /// `manual-action/MDN-sent-manually` or `automatic-action/…`, in lower case (RFC 8098 §3.2.6.1).
  public var mode: String
  /// `displayed`, `deleted`, `dispatched`, `processed`, in lower case (§3.2.6.2).
  public var disposition: String
  /// `error` and the like, in lower case (§3.2.6.3).
  public var modifiers: [String]

  public init(finalRecipient: String, originalMessageID: String? = nil, mode: String, disposition: String) {
    self.finalRecipient = finalRecipient
    self.originalMessageID = originalMessageID
    self.mode = mode
    self.disposition = disposition
    modifiers = []
  }

  /// `nil` where the message has no disposition in it.
  public init?(_ message: Message) {
    let types: Set = ["message/disposition-notification", "message/global-disposition-notification"]
    guard let fields = ReportFields(message, types: types)?.groups.first,
      let value = fields.value("Disposition")?.lowercased()
    else { return nil }
    let pieces = value.split(separator: ";", maxSplits: 1).map { $0.filter { $0 != " " && $0 != "\t" } }
    let words = (pieces.count > 1 ? pieces[1] : pieces.first ?? "").split(separator: "/", maxSplits: 1)
    self.init(
      finalRecipient: fields.typedValue("Final-Recipient") ?? "",
      originalMessageID: fields.first("Original-Message-ID").flatMap { MessageID.list(fields.unfoldedValue(of: $0)).first },
      mode: pieces.count > 1 ? pieces[0] : "", disposition: words.first.map(String.init) ?? "")
    reportingUA = fields.value("Reporting-UA")
    originalRecipient = fields.typedValue("Original-Recipient")
    modifiers = words.dropFirst().first?.split(separator: ",").map(String.init) ?? []
  }

  /// The whole notification, CRLF line ends. The original does not come back: who asked for it has it.
  public func message(hostname: String, from: EmailAddress, to: EmailAddress, date: UTCTime, id: String) -> [UInt8] {
    let text = ["The message that you sent to \(SafeText.line(finalRecipient, allowsUTF8: false)) was \(word(disposition))."]
    return ReportBuilder(
      reportType: "disposition-notification", from: "<\(from)>", to: to, subject: "Disposition notification", date: date,
      id: id,
      hostname: hostname,
      parts: [
        ReportBuilder.text(text, allowsUTF8: false),
        ReportBuilder.Part(header: "Content-Type: message/disposition-notification", body: ReportBuilder.lines(lines)),
      ]
    ).message()
  }

  /// RFC 8098 §3.2.
  private var lines: [String] {
    let suffix = modifiers.isEmpty ? "" : "/" + modifiers.map { word($0) }.joined(separator: ",")
    let fields: [(String, String?)] = [
      ("Reporting-UA", reportingUA), ("Original-Recipient", originalRecipient.map { "rfc822; \($0)" }),
      ("Final-Recipient", "rfc822; \(finalRecipient)"), ("Original-Message-ID", originalMessageID.map { "<\($0)>" }),
      ("Disposition", "\(word(mode)); \(word(disposition))\(suffix)"),
    ]
    return fields.compactMap { name, value in value.map { "\(name): \(SafeText.line($0, allowsUTF8: false))" } }
  }

  private func word(_ text: String) -> String { SafeText.word(text) }
}
