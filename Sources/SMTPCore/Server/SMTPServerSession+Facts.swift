import MailTypes

extension SMTPServerSession {
  /// RFC 3848; RFC 6531 §4.3 for messages with SMTPUTF8. The kinds that exist: SMTP, and (E|L|UTF8|UTF8L) with S, A.
  var transmissionType: String {
    guard hello != .basic, hello != .none || configuration.isLMTP else { return "SMTP" }
    let isUTF8 = openEnvelope?.isSMTPUTF8 == true
    let base =
      switch (configuration.isLMTP, isUTF8) {
      case (true, true): "UTF8LMTP"
      case (true, false): "LMTP"
      case (false, true): "UTF8SMTP"
      case (false, false): "ESMTP"
      }
    return base + (connection.tls == nil ? "" : "S") + (connection.authenticatedUser == nil ? "" : "A")
  }
}
