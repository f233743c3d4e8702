import InternetMessage

extension BulkFacts {
  /// `text` is what the reader sees.
  init(_ header: HeaderBlock, text: [UInt8]) {
    listID = header.first("List-Id").map { BulkFacts.identifier(header.unfoldedValue(of: $0)) }
    unsubscribe = header.text("List-Unsubscribe")
    let post = header.text("List-Unsubscribe-Post")?.lowercased()
    // RFC 8058 §3.1: this one value, and a link to post it to.
    hasOneClickUnsubscribe =
      post?.filter { $0 != " " } == "list-unsubscribe=one-click" && unsubscribe?.lowercased().contains("<https:") == true
    hasListFields = BulkFacts.listFields.contains { header.first($0) != nil }
    precedence = header.text("Precedence")?.lowercased()
    feedbackID = header.text("Feedback-ID") ?? header.text("X-Feedback-ID")
    isAutomatic = BulkFacts.isAutomatic(header)
    mailer = BulkFacts.mailer(header)
    service = SendingServices.service(of: header)
    hasUnsubscribeText = UnsubscribeWords.occur(in: text)
  }

  private static let listFields = ["List-Post", "List-Help", "List-Archive", "List-Owner", "List-Subscribe"]

  /// RFC 2919 §3: what stands in angle brackets.
  private static func identifier(_ value: [UInt8]) -> String {
    let inner = value.firstIndex(of: UInt8(ascii: "<")).map { value[($0 + 1)...].prefix { $0 != UInt8(ascii: ">") } }
    return String(decoding: inner ?? value[...], as: UTF8.self).lowercased()
  }

  /// RFC 3834 §5, and what was in use before it.
  private static func isAutomatic(_ header: HeaderBlock) -> Bool {
    let submitted = header.text("Auto-Submitted")?.lowercased().split { $0 == ";" || $0 == " " }.first
    if let submitted, submitted != "no" { return true }
    let older = ["X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-AutoReply-From"]
    return older.contains { header.first($0) != nil } || header.text("Precedence")?.lowercased() == "auto_reply"
  }

  /// Fields that services for mass mail, and programs for it, put in.
  private static let mailerFields = [
    "X-Campaign", "X-CampaignID", "X-Campaign-Id", "X-Mailgun-Sid", "X-SG-EID", "X-MC-User", "X-Mandrill-User",
    "X-SES-Outgoing",
    "X-EMarSys-Identify", "X-Mailer-RecptId", "X-MailingID", "X-CSA-Complaints", "X-Report-Abuse", "X-Mailjet-Campaign",
    "X-Sailthru-Message-Id", "X-Klaviyo-Message-ID", "X-Marketo-ID", "X-SFMC-Stack", "X-Bulkmail", "X-Mass-Mailer",
    "X-PHPList-Version", "X-ListMember", "X-Mailchimp-Campaign-Id", "X-Roving-Id", "X-rpcampaign", "X-job", "X-Delivery",
  ]
  /// Programs that name themselves in X-Mailer or User-Agent.
  private static let mailerNames = [
    "phplist", "sendinblue", "brevo", "mailchimp", "sendgrid", "mailgun", "constant contact", "acymailing", "groupmail",
    "campaign", "bulk", "mass mail", "mailwizz", "listserv", "interspire", "sendblaster", "dotmailer", "swiftmailer", "emarsys",
  ].map { Array($0.utf8) }

  private static func mailer(_ header: HeaderBlock) -> String? {
    if let field = mailerFields.first(where: { header.first($0) != nil }) { return field }
    for field in ["X-Mailer", "User-Agent"] {
      guard let value = header.text(field).map({ ByteSearch.lowercased($0.utf8) }) else { continue }
      if mailerNames.contains(where: { ByteSearch.contains($0, in: value) }) { return field }
    }
    return nil
  }
}
