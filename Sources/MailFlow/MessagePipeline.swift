import FilterPolicy
public import GatewayStorage
public import Geolocation
import InternetMessage
public import Logging
public import MailAuthentication
public import MailQueue
import MailTransport
public import MailTypes
public import RecipientDirectory
public import ScannerPool

/// A message in hand: scan, decide, split, make durable, answer (design §4). The steps stand in `reply`, in order.
public struct MessagePipeline: Sendable {
  let settings: FlowSettings
  let router: RecipientRouter
  let queue: DeliveryQueue
  /// Tells the time of day.
  let clock: @Sendable () -> UTCTime
  let log: MessageLog
  private let scanners: ScannerProcessPool
  private let vault: any MessageVault
  private let spoof: SpoofIntelligence
  private let bulkSenders: BulkSenders
  private let correspondents: CorrespondentMemory
  private let lists: ListRegister
  private let blocklists: BlocklistMonitor
  private let antivirus: VirusScanner?
  private let countries: CountryLookup?
  private let keyring: SigningKeyring
  let reports: ReportCollector
  let traces: TraceRecorder
  private let sentMail: SentMail

  var signer: OutgoingSigner { OutgoingSigner(settings: settings, keyring: keyring, logger: log.logger) }

  var judge: MessageJudge { MessageJudge(settings: settings) }

  public init(
    settings: FlowSettings, directory: AddressDirectory, scanners: ScannerProcessPool, queue: DeliveryQueue,
    vault: any MessageVault, spoof: SpoofIntelligence, correspondents: CorrespondentMemory, lists: ListRegister,
    blocklists: BlocklistMonitor,
    antivirus: VirusScanner? = nil, countries: CountryLookup? = nil, keyring: SigningKeyring, reports: ReportCollector,
    traces: TraceRecorder, sentMail: SentMail, clock: @escaping @Sendable () -> UTCTime, logger: Logger
  ) {
    self.settings = settings
    self.router = RecipientRouter(settings: settings, directory: directory)
    self.scanners = scanners
    self.queue = queue
    self.vault = vault
    self.spoof = spoof
    self.correspondents = correspondents
    bulkSenders = BulkSenders(clock: clock)
    self.lists = lists
    self.blocklists = blocklists
    self.antivirus = antivirus
    self.countries = countries
    self.keyring = keyring
    self.reports = reports
    self.traces = traces
    self.sentMail = sentMail
    self.clock = clock
    self.log = MessageLog(logger: logger)
  }

  /// The reply to the end of the message: `250` means on stable storage.
  func process(_ received: ReceivedMessage) async -> SMTPReply {
    let message = StoredMessage(
      traceID: received.traceID, organization: "", receivedAt: clock().microseconds, client: received.client,
      envelope: resolved(received.envelope), content: received.content)
    do throws(Refusal) {
      return try await reply(to: message)
    } catch {
      await vault.discard(message.content)
      log.refused(message, error)
      return error.reply
    }
  }

  private func resolved(_ envelope: Envelope) -> Envelope {
    var envelope = envelope
    for index in envelope.recipients.indices {
      envelope.recipients[index].address = router.resolved(envelope.recipients[index].address)
    }
    return envelope
  }

  private func reply(to message: StoredMessage) async throws(Refusal) -> SMTPReply {
    let header = try message.content.headerBytes()
    try refuseLoop(hops: ReceivedField.count(in: header))
    let mails = try ownFiles(OrganizationMail.split(message, try await router.destinations(of: message)))
    guard let first = mails.first else { throw Refusal(554, EnhancedStatusCode(5, 5, 1), "No valid recipients") }
    try refuseBlockedRecipients(message, mails, header)
    guard let findings = try await findings(of: first, wishes(for: mails), within: settings.scanDeadline) else {
      return try await keepForLater(message, mails, header)
    }
    let now = clock()
    var judgements: [Judgements] = []
    for mail in mails { judgements.append(await decide(mail, findings, header: header, now: now)) }
    let decisions = judgements.map(\.decisions)
    let stored = TraceRecorder.stored(findings)
    if let rejection = rejection(decisions) {
      await discard(mails)
      noteForReports(message, findings, decisions.flatMap { $0 })
      for (mail, judgements) in zip(mails, judgements) {
        traces.note(traces.judged(mail, stored, judgements, header: header) { _ in (.filteredAsSpam, .fail, "\(rejection)") })
      }
      log.decided(mails, decisions, status: "rejected")
      return rejection
    }
    if await isReportOnly(mails, findings) {
      let read = zip(mails, judgements).map { mail, judgements in
        traces.judged(mail, stored, judgements, header: header) { _ in (.delivered, .deliver, "read as a report") }
      }
      try await keep([], read.map(StoreChange.putTrace))
      await discard(mails)
      log.decided(mails, decisions, status: "read")
      return MessagePipeline.accepted(message.traceID)
    }
    let redirects = await redirects(decisions.flatMap { $0 })
    let plans = zip(mails, judgements).map { mail, judgements in
      plan(for: mail, judgements, redirects: redirects, findings, header: header, now: now)
    }
    let kept = zip(mails, judgements).map { traces.judged($0, stored, $1, header: header, redirects: redirects) }
    try await keep(mails, plans, kept)
    noteForReports(message, findings, decisions.flatMap { $0 })
    log.decided(mails, decisions, status: "accepted")
    return MessagePipeline.accepted(message.traceID)
  }

  /// Mail of our own people to somebody whom their organization blocks.
  private func refuseBlockedRecipients(
    _ message: StoredMessage, _ mails: [OrganizationMail], _ header: [UInt8]
  ) throws(Refusal) {
    let now = clock()
    guard let sender = message.envelope.reversePath.mailbox,
      let organization = router.directory.organization(of: sender.domain),
      let refusal = ListRefusals(settings: settings).refusal(of: message, organization: organization, now: now)
    else { return }
    for mail in mails { traces.note(traces.refused(mail, header: header, refusal.reply, at: now)) }
    throw refusal
  }

  /// Judges the message for all its recipients, by one state of the organization's policies.
  func decide(_ mail: OrganizationMail, _ findings: Findings, header: [UInt8], now: UTCTime) async -> Judgements {
    let organization = mail.message.organization
    let isOurs = settings.isOurs(mail.message.client)
    let prior = isOurs ? PriorMail() : await priorMail(to: mail, findings, now: now)
    let judgements = judge.judgements(
      on: mail, findings, prior: prior, recipients: router.directory.book(of: organization), header: header, now: now)
    if isOurs {
      correspondents.note(sent: findings, mail)
    } else {
      correspondents.note(received: findings, judgements.each.map(\.decision), organization: organization)
      spoof.note(findings, judgements.each.map(\.decision), organization: organization)
      bulkSenders.note(findings, organization: organization)
    }
    lists.noteUse(of: judgements.decisions.flatMap(\.usedEntries), organization: organization)
    return judgements
  }

  private func priorMail(to mail: OrganizationMail, _ findings: Findings, now: UTCTime) async -> PriorMail {
    let snapshot = settings.snapshot(of: mail.message.organization)
    return PriorMail(
      sender: await spoof.history(findings, organization: mail.message.organization),
      bulk: bulkSenders.history(findings, snapshot: snapshot),
      contacts: snapshot.asksForContacts ? await correspondents.contacts(findings, mail) : [],
      returnsSentMail: await sentMail.isReturned(
        by: findings, to: mail.message.envelope.recipients.map(\.address), now: now))
  }

  /// The copies with their signatures. Mail that is only looked at passes as it came, unsealed.
  func plan(
    for mail: OrganizationMail, _ judgements: Judgements, redirects: [EmailAddress: NextHop], _ findings: Findings,
    header: [UInt8], now: UTCTime
  ) -> DispatchPlan {
    let plan = judge.plan(for: mail, judgements, redirects: redirects, findings, header: header, now: now)
    return judgements.isShadow ? plan : signer.signed(plan, of: mail.message, findings, header: header, now: now)
  }

  /// How those are reached whom policies redirect or copy mail to. Whoever has no way, because the address does not exist any more,
  /// gets nothing; where none of them has, the recipient gets the copy.
  func redirects(_ decisions: [Decision]) async -> [EmailAddress: NextHop] {
    var hops: [EmailAddress: NextHop] = [:]
    for address in Set(decisions.flatMap { $0.redirectTo + ($0.copyTo ?? []) }) {
      hops[address] = await router.route(to: address)
    }
    return hops
  }

  /// Once for a message that was answered for good, whoever its recipients belong to.
  func noteForReports(_ message: StoredMessage, _ findings: Findings, _ decisions: [Decision]) {
    if !settings.isOurs(message.client) { reports.note(findings, decisions, message) }
  }

  /// Keeps the aggregate reports in a message. True where nothing else is wanted of it: all recipients are addresses for
  /// reports, and the configuration says that what was read is not delivered.
  func isReportOnly(_ mails: [OrganizationMail], _ findings: Findings) async -> Bool {
    guard findings.reports != nil else { return false }
    var isRead = true
    for mail in mails where hasReportAddress(mail) {
      if await !reports.keep(findings, mail) { isRead = false }
    }
    let recipients = mails.flatMap(\.message.envelope.recipients)
    return isRead && !reports.deliversReceived && recipients.allSatisfy { reports.isForReports($0.address) }
  }

  func hasReportAddress(_ mail: OrganizationMail) -> Bool {
    mail.message.envelope.recipients.contains { reports.isForReports($0.address) }
  }

  /// The parts of a message share its bytes in memory; a file has one owner, so that further parts get a copy.
  private func ownFiles(_ mails: [OrganizationMail]) throws(Refusal) -> [OrganizationMail] {
    var mails = mails
    for index in mails.indices.dropFirst() {
      mails[index].message.content = try mails[index].message.content.copied(to: vault.makeIncomingFile)
    }
    return mails
  }

  /// The findings of the scan, with what the gateway knows beside it, or `nil` where the deadline passed or no scanner is there: the
  /// message is then scanned from the queue.
  /// - Throws: `Refusal` where the virus scanner failed and the message has to wait for it.
  func findings(
    of mail: OrganizationMail, _ wishes: ScanWishes, within deadline: Duration
  ) async throws(Refusal) -> Findings? {
    async let pendingMalware = antivirus?.scan(mail.message.content)
    var findings = await scanned(mail, wishes, within: deadline)
    if let found = findings { findings?.country = countries?.country(of: found) }
    switch await pendingMalware {
    case .facts(let facts): findings?.malware = facts
    case .deferred(let refusal): throw refusal
    case nil: break
    }
    return findings
  }

  /// What the scan has to look for, for whom this message is.
  func wishes(for mails: [OrganizationMail]) -> ScanWishes {
    let policies = mails.map { settings.snapshot(of: $0.message.organization).policies }
    return ScanWishes(
      policies, readsReports: mails.contains { hasReportAddress($0) }, findsBannerPlaces: mails.contains { asksForBanners($0) })
  }

  private func scanned(_ mail: OrganizationMail, _ wishes: ScanWishes, within deadline: Duration) async -> Findings? {
    var subject = mail.subject(settings)
    subject.blocklists = blocklists.healthy
    wishes.apply(to: &subject)
    switch try? await scanners.scan(subject, content: mail.message.content, within: deadline) {
    case .findings(let findings): return findings
    case .unscannable(let reason): return Findings.unscannable(subject, reason: reason)
    case nil: return nil
    }
  }

  /// Mail of our own people has none.
  func asksForBanners(_ mail: OrganizationMail) -> Bool {
    !settings.isOurs(mail.message.client) && settings.snapshot(of: mail.message.organization).asksForBanners
  }

  /// RFC 5321 §6.3: a message that passed through too many hosts goes in circles.
  private func refuseLoop(hops: Int) throws(Refusal) {
    guard hops > settings.maximumHops else { return }
    throw Refusal(
      554, EnhancedStatusCode(5, 4, 6), "Routing loop detected: \(hops) Received fields, \(settings.maximumHops) allowed")
  }

  /// Design §4: a reject is answered only where every accepted recipient's decision is to reject.
  private func rejection(_ decisions: [[Decision]]) -> SMTPReply? {
    guard decisions.allSatisfy({ $0.allSatisfy { $0.action == .reject } }) else { return nil }
    return decisions.first?.first?.rejection?.reply
  }

  private func keep(
    _ mails: [OrganizationMail], _ plans: [DispatchPlan], _ traces: [MessageTrace]
  ) async throws(Refusal) {
    var acceptances: [Acceptance] = []
    var deleted: [StoreChange] = []
    for ((mail, plan), trace) in zip(zip(mails, plans), traces) {
      if plan.isEmpty {
        deleted.append(.putTrace(trace))
      } else {
        acceptances.append(
          Acceptance(message: mail.message, copies: plan.copies, quarantined: plan.quarantined, trace: trace))
      }
    }
    try await keep(acceptances, deleted)
    await discard(zip(mails, plans).filter(\.1.isEmpty).map(\.0))
  }

  private func keep(_ acceptances: [Acceptance], _ changes: [StoreChange] = []) async throws(Refusal) {
    do throws(QueueError) {
      try await queue.accept(acceptances, with: changes)
    } catch {
      throw error.refusal
    }
  }

  private func discard(_ mails: [OrganizationMail]) async {
    for mail in mails { await vault.discard(mail.message.content) }
  }

  private func keepForLater(
    _ message: StoredMessage, _ mails: [OrganizationMail], _ header: [UInt8]
  ) async throws(Refusal) -> SMTPReply {
    let waiting = mails.map { mail in
      var message = mail.message
      message.isAwaitingScan = true
      return Acceptance(message: message, trace: traces.unjudged(mail, header: header))
    }
    try await keep(waiting)
    log.postponed(mails)
    return MessagePipeline.accepted(message.traceID)
  }

  private static func accepted(_ id: TraceID) -> SMTPReply {
    SMTPReply(250, EnhancedStatusCode(2, 6, 0), "\(id) Queued mail for delivery")
  }
}
