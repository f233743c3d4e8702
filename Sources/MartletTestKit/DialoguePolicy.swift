public import MailTypes

/// What the server of the dialogues decides, so that every player, in process or over a socket, decides the same:
/// `mx.example.org` takes mail for `example.org`, and relays for whoever has logged in.
public struct DialoguePolicy: Sendable {
  public static let hostname = "mx.example.org"
  public static let user = "alice@example.org"
  public static let password = "secret"

  public init() {}

  public func sender(_ path: ReversePath) -> Refusal? {
    path.description == "refused@sender.example"
      ? Refusal(550, EnhancedStatusCode(5, 1, 8), "Access denied, bad outbound sender") : nil
  }

  /// Everybody at `example.org` exists but `nobody`. A local-part that hides another address is relaying.
  public func recipient(_ address: EmailAddress, authenticated: Bool) -> Refusal? {
    let relaying = Refusal(550, EnhancedStatusCode(5, 7, 1), "Unable to relay")
    guard let domain = address.domainName?.text else { return relaying }
    if domain == DialoguePolicy.hostname, address.localPart == "postmaster" { return nil }
    guard domain == "example.org" else { return authenticated ? nil : relaying }
    if address.localPart.contains(where: { "%!@".contains($0) }) { return relaying }
    return address.localPart == "nobody"
      ? Refusal(550, EnhancedStatusCode(5, 4, 1), "Recipient address rejected: Access denied") : nil
  }

  /// One user with one password; the user `busy` comes at a bad moment.
  public func signIn(user: String, password: [UInt8]) -> Refusal? {
    if user == "busy" { return Refusal(454, EnhancedStatusCode(4, 7, 0), "Too many sign-ins at the moment") }
    guard user == DialoguePolicy.user, password == Array(DialoguePolicy.password.utf8) else {
      return Refusal(535, EnhancedStatusCode(5, 7, 8), "Authentication failed")
    }
    return nil
  }

  /// The end of the message: one reply, or in LMTP one per recipient. `full` has no room left.
  public func replies(to envelope: Envelope, isLMTP: Bool) -> [SMTPReply] {
    let taken = SMTPReply(250, EnhancedStatusCode(2, 6, 0), "Message taken")
    guard isLMTP else {
      return [
        envelope.reversePath.description == "rejected@sender.example"
          ? SMTPReply(550, EnhancedStatusCode(5, 7, 1), "Message rejected") : taken
      ]
    }
    let full = SMTPReply(452, EnhancedStatusCode(4, 2, 2), "Mailbox full")
    return envelope.recipients.map { $0.address.localPart == "full" ? full : taken }
  }
}
