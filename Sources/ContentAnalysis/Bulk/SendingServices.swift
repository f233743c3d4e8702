import InternetMessage

/// Services that send mail for many others, by the fields that they add. All of them run feedback loops: complaints reach them,
/// and cost the customer. Programs that anybody runs, as phpList, are none.
enum SendingServices {
  private static let marks: [(service: String, fields: [String])] = [
    ("Mailchimp", ["X-MC-User", "X-Mailchimp-Campaign-Id", "X-MCDA"]),
    ("Mandrill", ["X-Mandrill-User"]),
    ("SendGrid", ["X-SG-EID", "X-SG-ID"]),
    ("Mailgun", ["X-Mailgun-Sid", "X-Mailgun-Sending-Ip"]),
    ("Amazon SES", ["X-SES-Outgoing"]),
    ("Mailjet", ["X-MJ-Mid", "X-Mailjet-Campaign"]),
    ("Brevo", ["X-Mailin-EID", "X-Mailin-Campaign", "X-sib-id"]),
    ("Salesforce Marketing Cloud", ["X-SFMC-Stack"]),
    ("Klaviyo", ["X-Klaviyo-Message-ID"]),
    ("Constant Contact", ["X-Roving-Id"]),
    ("Marketo", ["X-MarketoID", "X-Marketo-ID"]),
    ("Sailthru", ["X-Sailthru-Message-Id", "X-TM-ID"]),
    ("Emarsys", ["X-EMarSys-Identify"]),
    ("HubSpot", ["X-HS-Cid", "X-HubSpot-Tracking-Id"]),
    ("SparkPost", ["X-MSFBL"]),
    ("Postmark", ["X-PM-Message-Id"]),
    ("Acoustic", ["X-rpcampaign"]),
    ("Campaign Monitor", ["X-CMRecipientId", "X-Campaign-Monitor-Id"]),
  ]

  /// The first whose mark the header has.
  static func service(of header: HeaderBlock) -> String? {
    marks.first { $0.fields.contains { header.first($0) != nil } }?.service
  }
}
