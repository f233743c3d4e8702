import FilterPolicy
import GatewayStorage
import InternetMessage
import MailQueue
import MailTypes

/// From findings to copies: evaluates each recipient's and prepares the edits each copy leaves with. No I/O.
struct MessageJudge {
  let settings: FlowSettings

  /// `recipients` are whom the organization has, `header` the header block of the message, or the beginning of it that was read.
  func judgements(
    on mail: OrganizationMail, _ findings: Findings, prior: PriorMail, recipients: RecipientBook?, header: [UInt8], now: UTCTime
  ) -> Judgements {
    var snapshot = settings.snapshot(of: mail.message.organization)
    if let recipients { snapshot.recipients = recipients }
    var evaluation = MessageEvaluation(findings, snapshot: snapshot, now: now)
    let shadowed = settings.shadows[mail.message.organization]
    let foreign = shadowed.flatMap { verdict(of: $0, in: header) }
    let targets = zip(mail.message.envelope.recipients, mail.destinations)
    let each = targets.enumerated().map { index, target in
      let (recipient, destination) = target
      let context = EvaluationContext(
        traceID: mail.message.traceID, direction: direction(of: mail, to: destination), senderHistory: prior.sender,
        foreignVerdict: foreign, bulkHistory: prior.bulk, contact: prior.contact(of: index),
        returnsSentMail: prior.returnsSentMail)
      let decision = evaluation.decision(for: recipient.address, context: context)
      return TracedJudgement(context: context, judgedAt: now, decision: decision)
    }
    // What our own people send is no stranger's mail that another filter saw before.
    let isShadow = shadowed != nil && each.allSatisfy { $0.context.direction == .inbound }
    return Judgements(revision: snapshot.revision, each: each, isShadow: isShadow)
  }

  private func verdict(of filter: ForeignFilter, in header: [UInt8]) -> ForeignVerdict? {
    let block = HeaderBlock(header)
    return filter.verdict { name in
      block.first(name).map { String(decoding: block.unfoldedValue(of: $0), as: UTF8.self) }
    }
  }

  /// `header` is the header block of the message, or the beginning of it that was read.
  func plan(
    for mail: OrganizationMail, _ judgements: Judgements, redirects: [EmailAddress: NextHop], _ findings: Findings,
    header: [UInt8], now: UTCTime
  ) -> DispatchPlan {
    let parts = zip(zip(mail.message.envelope.recipients, mail.destinations), judgements.decisions).map { target, decision in
      DispatchPlan.Part(
        recipient: target.0, decision: decision, ways: ways(of: target.0, target.1, decision, redirects))
    }
    return DispatchPlan(
      parts,
      DispatchPlan.Common(
        edits: edits(for: mail.message, findings, header, isShadow: judgements.isShadow),
        mayNotifySender: mayNotifySender(mail.message),
        subject: HeaderBlock(header).text("Subject"), bannerPlaces: bannerPlaces(findings, header),
        keptUntil: now.adding(days: MessageJudge.retentionDays)))
  }

  /// Days that a reject is kept which could not be answered (eop-spec §4.1: the default retention).
  private static let retentionDays = 15

  /// Those behind the header: what a scanner says is not relied on.
  private func bannerPlaces(_ findings: Findings, _ header: [UInt8]) -> [BannerPlace] {
    guard case .places(let places)? = findings.bannerPlaces else { return [] }
    let bodyStart = HeaderBlock(header).bodyStart
    return places.filter { $0.range.lowerBound >= bodyStart }
  }

  private func ways(
    of recipient: Envelope.Recipient, _ destination: Destination, _ decision: Decision, _ redirects: [EmailAddress: NextHop]
  ) -> [DispatchPlan.Way] {
    let own = DispatchPlan.Way(recipient: recipient, nextHop: destination.nextHop)
    let redirected = decision.action == .redirect ? ways(to: decision.redirectTo, redirects) : []
    return (redirected.isEmpty ? [own] : redirected) + ways(to: decision.copyTo ?? [], redirects)
  }

  private func ways(to addresses: [EmailAddress], _ redirects: [EmailAddress: NextHop]) -> [DispatchPlan.Way] {
    addresses.compactMap { address in
      redirects[address].map {
        DispatchPlan.Way(
          recipient: Envelope.Recipient(address), nextHop: $0,
          isOutside: !(address.domainName.map(settings.ownDomains.contains) ?? false))
      }
    }
  }

  /// Mail of our own clients goes out, or stays inside; a sender's word alone makes nothing internal.
  private func direction(of mail: OrganizationMail, to destination: Destination) -> MailDirection {
    guard settings.isOurs(mail.message.client) else { return .inbound }
    guard destination.isLocal else { return .outbound }
    return isOurSender(mail.message) || mail.message.client.authenticatedUser != nil ? .internal : .inbound
  }

  /// True where a delivery report reaches somebody who did send the message: the client signed in, or a trusted network
  /// speaks for a domain of ours.
  private func mayNotifySender(_ message: StoredMessage) -> Bool {
    message.client.authenticatedUser != nil || (settings.isOurs(message.client) && isOurSender(message))
  }

  private func isOurSender(_ message: StoredMessage) -> Bool {
    guard let domain = message.envelope.reversePath.mailbox?.domainName else { return false }
    return settings.ownDomains.contains(domain)
  }

  /// What every copy of the message gets: forged fields lose their names, but that those of another filter, which decides,
  /// stay as they are; our Received field stands on top.
  private func edits(
    for message: StoredMessage, _ findings: Findings, _ header: [UInt8], isShadow: Bool
  ) -> HeaderEdits {
    var edits = isShadow ? HeaderEdits() : HeaderFirewall.edits(for: header, authservIDs: [settings.hostname.text])
    let iprev = findings.authentication.iprev
    let received = ReceivedField(
      client: message.client, reverseName: iprev.result == .pass ? iprev.name : nil, hostname: settings.hostname.text,
      id: "\(message.traceID)", recipient: onlyRecipient(of: message.envelope),
      receivedAt: UTCTime(microseconds: message.receivedAt))
    edits.prepend(received.field)
    return edits
  }

  private func onlyRecipient(of envelope: Envelope) -> EmailAddress? {
    envelope.recipients.count == 1 ? envelope.recipients.first?.address : nil
  }
}
