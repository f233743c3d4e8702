import InternetMessage
public import MailTypes

extension AuthenticationResults {
  /// What this handler wrote above a message, as one: the results of all its Authentication-Results fields with that
  /// identifier, in order (RFC 8617 §4.1.1). Only as true as nobody else's fields with it are let in (RFC 8601 §5).
  public init(merging message: SignedMessage, authservID: String) {
    self.init(authservID: authservID)
    for field in message.fields("authentication-results") {
      let read = AuthenticationResults(lenient: message.bytes[field.value])
      guard read.authservID.lowercased() == authservID.lowercased() else { continue }
      results += read.results.prefix(AuthenticationResults.maximumResults - results.count)
    }
  }
}
