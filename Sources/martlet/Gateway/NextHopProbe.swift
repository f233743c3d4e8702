import MailTransport
import MailTypes
import RecipientDirectory

/// Asks next hops about recipients with the client that delivers to them.
struct NextHopProbe: RecipientProbe {
  let clients: SMTPClientPool

  func probe(_ recipient: EmailAddress, at nextHop: NextHop, timeout: Duration) async -> ProbeAnswer {
    let reply = await withTimeLimit(timeout) { await clients.probe(recipient, at: nextHop) }
    guard let reply else { return .undecided(cause: "\(nextHop) did not answer within \(timeout)") }
    if reply.isPositive { return .accepted }
    return reply.isPermanentFailure ? .refused : .undecided(cause: "\(nextHop) answered \(reply)")
  }

  private func withTimeLimit(_ limit: Duration, _ work: @escaping @Sendable () async -> SMTPReply) async -> SMTPReply? {
    await withTaskGroup(of: SMTPReply?.self) { group in
      group.addTask { await work() }
      group.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}
