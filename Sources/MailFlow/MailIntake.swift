public import GatewayConfiguration
public import GatewayStorage
public import MailQueue
public import MailTransport
public import MailTypes
public import RecipientDirectory

/// Decides for the SMTP, submission and LMTP listeners: who may send, to whom, and when the gateway has no room. What is
/// accepted goes to the pipeline.
public struct MailIntake: SMTPServerDelegate {
  private let router: RecipientRouter
  private let users: UserDirectory?
  private let queue: DeliveryQueue
  private let pipeline: MessagePipeline
  private let vault: any MessageVault
  /// Listeners where nobody sends without signing in (RFC 6409 §4.3).
  private let submissionListeners: Set<String>

  public init(
    settings: FlowSettings, directory: AddressDirectory, users: UserDirectory?, queue: DeliveryQueue, pipeline: MessagePipeline,
    vault: any MessageVault, submissionListeners: Set<String>
  ) {
    router = RecipientRouter(settings: settings, directory: directory)
    self.users = users
    self.queue = queue
    self.pipeline = pipeline
    self.submissionListeners = submissionListeners
    self.vault = vault
  }

  public func connectionOpened(_ client: ClientFacts) -> Deferred<Refusal?> { .now(nil) }

  public func mailFrom(_ path: ReversePath, declaredSize: Int?, client: ClientFacts) -> Deferred<Refusal?> {
    if submissionListeners.contains(client.listener), client.authenticatedUser == nil {
      return .now(Refusal(530, EnhancedStatusCode(5, 7, 0), "Authentication required"))
    }
    return .now(senderRefusal(path, client) ?? queue.intakeRefusal())
  }

  /// A user may send only as the domains of the user's organisation: otherwise one stolen password speaks for everybody.
  private func senderRefusal(_ path: ReversePath, _ client: ClientFacts) -> Refusal? {
    guard let user = client.authenticatedUser, let sender = path.mailbox else { return nil }
    let owner = router.directory.organization(of: sender.domain)
    let home = users?.user(named: user)?.organization
    guard let owner, home == nil || home == owner else {
      return Refusal(
        550, EnhancedStatusCode(5, 7, 60), "Client does not have permissions to send as this sender",
        cause: "user \(user) may not send as \(sender)")
    }
    return nil
  }

  public func recipient(
    _ recipient: Envelope.Recipient, envelope: Envelope, client: ClientFacts
  ) -> Deferred<Refusal?> {
    let address = router.resolved(recipient.address)
    if let known = router.directory.knownClass(of: address) {
      return .now(refusal(of: address, known, envelope.reversePath, client))
    }
    return .later {
      refusal(of: address, await router.directory.classify(address), envelope.reversePath, client)
    }
  }

  /// Whether the address is taken at all, and then whether its organization takes mail of this client.
  private func refusal(
    of address: EmailAddress, _ recipient: RecipientClass, _ sender: ReversePath, _ client: ClientFacts
  ) -> Refusal? {
    if let refusal = router.refusal(recipient, client) { return refusal }
    guard case .local(let local) = recipient else { return nil }
    let now = pipeline.clock()
    let refusal = ListRefusals(settings: router.settings)
      .refusal(of: client, to: address, organization: local.organization, now: now)
    if let refusal {
      pipeline.traces.recordRefusal(
        of: address, organization: local.organization, from: sender, client: client, reply: refusal.reply, at: now)
    }
    return refusal
  }

  public func authenticate(user: String, password: [UInt8], client: ClientFacts) async -> Refusal? {
    switch await users?.signIn(user: user, password: password) {
    case .accepted: nil
    case .busy:
      Refusal(
        454, EnhancedStatusCode(4, 7, 0), "Too many sign-ins at the moment, try again later",
        cause: "the queue of sign-ins is full")
    case .refused, nil: Refusal(535, EnhancedStatusCode(5, 7, 8), "Authentication failed")
    }
  }

  public func makeContentFile() throws -> String { try vault.makeIncomingFile() }

  public func messageReceived(_ message: ReceivedMessage) async -> [SMTPReply] { [await pipeline.process(message)] }
}
