public import MailTypes
public import NIOCore
public import NIOPosix
import SMTPCore

/// Hands messages to other servers over SMTP and LMTP, and keeps connections for the next message.
public final class SMTPClientPool: Sendable {
  private let parts: SMTPClientParts
  private let router: MailRouter
  private let idle: IdleConnections

  /// `threadPool` reads large messages from their files; `makeGenerator` orders exchangers of one preference.
  public init(
    configuration: SMTPClientConfiguration, resolver: any DNSResolver, tls: SMTPClientTLS,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, threadPool: NIOThreadPool = .singleton,
    makeGenerator: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() }
  ) {
    parts = SMTPClientParts(configuration: configuration, tls: tls, group: group, threadPool: threadPool)
    router = MailRouter(configuration: configuration, resolver: resolver, makeGenerator: makeGenerator)
    idle = IdleConnections(maximumPerHop: configuration.maximumIdleConnections)
  }

  /// Tries once to hand `content` over for all recipients of `envelope`. `hasUTF8Headers`: its header block holds octets
  /// above 127 (RFC 6532). The body is sent as it is, 8-bit or not.
  /// - Returns: one result for each recipient, in order.
  public func deliver(
    _ envelope: Envelope, content: OutgoingContent, hasUTF8Headers: Bool, to nextHop: NextHop
  ) async -> [SMTPRecipientResult] {
    let purpose = SMTPTransaction.Purpose.message(size: content.size, hasUTF8Headers: hasUTF8Headers)
    var results: [SMTPRecipientResult] = []
    while results.count < envelope.recipients.count {
      var part = envelope
      part.recipients = Array(envelope.recipients[results.count...].prefix(max(1, parts.configuration.maximumRecipients)))
      results += await carryOut(SMTPTransaction(envelope: part, purpose: purpose), content, nextHop).results
    }
    return results
  }

  /// Asks a next hop whether it would take mail for `recipient`, from the null reverse-path, and sends nothing.
  /// - Returns: the reply to RCPT, or one of class 4 where there was none to be had.
  public func probe(_ recipient: EmailAddress, at nextHop: NextHop) async -> SMTPReply {
    let envelope = Envelope(reversePath: .null, recipients: [Envelope.Recipient(recipient)])
    let attempt = await carryOut(SMTPTransaction(envelope: envelope, purpose: .probe), nil, nextHop)
    return attempt.results.first?.reply ?? SMTPReply(451, EnhancedStatusCode(4, 4, 0), "No answer from \(nextHop)")
  }

  /// Says goodbye on idle connections, waits for the answers, and keeps no connection from now on; transactions under way
  /// run on.
  public func shutDown() async {
    await withDiscardingTaskGroup { group in
      for entry in idle.shutDown() { group.addTask { await entry.connection.end() } }
    }
  }
}

extension SMTPClientPool {
  private struct Attempt {
    var results: [SMTPRecipientResult]
    var mayTryAnotherHost: Bool

    var isTemporary: Bool { results.contains { $0.reply.isTransientFailure } }
  }

  private func carryOut(_ transaction: SMTPTransaction, _ content: OutgoingContent?, _ nextHop: NextHop) async -> Attempt {
    if let entry = idle.take(nextHop) {
      let attempt = await run(transaction, content, entry, nextHop)
      // The other side may have hung up just now: that says nothing about the host.
      if !attempt.mayTryAnotherHost { return attempt }
    }
    switch await router.route(to: nextHop) {
    case .unreachable(let reply): return failure(transaction, reply, relay: "none", isUnreachable: false)
    case .endpoints(let endpoints): return await tryInTurn(endpoints, transaction, content, nextHop)
    }
  }

  /// RFC 5321 §5.1: the next address where one fails as a whole. Where all fail, a failure that may pass decides.
  private func tryInTurn(
    _ endpoints: [SMTPEndpoint], _ transaction: SMTPTransaction, _ content: OutgoingContent?, _ nextHop: NextHop
  ) async -> Attempt {
    let deadline = ContinuousClock.now + parts.configuration.timeouts.allConnects
    var failed = Attempt(results: [], mayTryAnotherHost: true)
    for endpoint in endpoints where failed.results.isEmpty || ContinuousClock.now < deadline {
      let attempt = await attempt(endpoint, transaction, content, nextHop)
      if !attempt.mayTryAnotherHost { return attempt }
      if attempt.isTemporary || !failed.isTemporary { failed = attempt }
    }
    return failed
  }

  private func attempt(
    _ endpoint: SMTPEndpoint, _ transaction: SMTPTransaction, _ content: OutgoingContent?, _ nextHop: NextHop
  ) async -> Attempt {
    switch await SMTPClientConnection.open(endpoint, parts) {
    case .connection(let connection):
      connection.channel.closeFuture.whenComplete { [idle] _ in idle.removeClosed(nextHop) }
      return await run(transaction, content, IdleConnections.Entry(connection: connection, transactions: 0), nextHop)
    case .failed(_, isTLSFault: true, _) where endpoint.tls == .opportunistic:
      // RFC 7435 §3: protection where possible, never at the price of the mail.
      return await attempt(endpoint.inClear, transaction, content, nextHop)
    case .failed(let reply, _, let isUnreachable):
      return failure(transaction, reply, relay: endpoint.relay, isUnreachable: isUnreachable)
    }
  }

  private func run(
    _ transaction: SMTPTransaction, _ content: OutgoingContent?, _ entry: IdleConnections.Entry, _ nextHop: NextHop
  ) async -> Attempt {
    var entry = entry
    let result = await entry.connection.run(transaction, content: content)
    entry.transactions += 1
    let isWorn = entry.transactions >= parts.configuration.maximumTransactions
    if isWorn || !idle.put(entry, for: nextHop) { entry.connection.quit() }
    // It may have closed before it was put there.
    if !entry.connection.isOpen { idle.removeClosed(nextHop) }
    let results = result.replies.map {
      SMTPRecipientResult(reply: $0, relay: entry.connection.relay, offersDSN: entry.connection.offersDSN)
    }
    return Attempt(results: results, mayTryAnotherHost: result.mayTryAnotherHost)
  }

  private func failure(_ transaction: SMTPTransaction, _ reply: SMTPReply, relay: String, isUnreachable: Bool) -> Attempt {
    let result = SMTPRecipientResult(reply: reply, relay: relay, isUnreachable: isUnreachable)
    return Attempt(results: transaction.envelope.recipients.map { _ in result }, mayTryAnotherHost: true)
  }
}
