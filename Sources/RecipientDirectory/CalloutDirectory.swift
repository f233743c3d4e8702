import GatewayConfiguration
import MailTypes
import Synchronization

/// The recipients of one domain as its next hop knows them.
final class CalloutDirectory: Sendable {
  private struct State {
    var cache: CalloutCache
    var running: [String: Task<ProbeAnswer, Never>] = [:]
  }

  private let settings: CalloutSettings
  private let nextHop: NextHop
  private let probe: any RecipientProbe
  private let now: @Sendable () -> Duration
  private let state: Mutex<State>

  init(settings: CalloutSettings, nextHop: NextHop, probe: any RecipientProbe, now: @escaping @Sendable () -> Duration) {
    self.settings = settings
    self.nextHop = nextHop
    self.probe = probe
    self.now = now
    state = Mutex(State(cache: CalloutCache(capacity: settings.cacheEntries)))
  }

  /// What is known without asking.
  func cachedAnswer(for recipient: EmailAddress) -> Bool? {
    state.withLock { $0.cache.answer(for: recipient.key, at: now()) }
  }

  /// Asks, unless the same question is on its way already: then its answer serves both.
  func answer(for recipient: EmailAddress) async -> ProbeAnswer {
    if let known = cachedAnswer(for: recipient) { return known ? .accepted : .refused }
    let task = state.withLock { state in
      if let running = state.running[recipient.key] { return running }
      let task = Task { await ask(recipient) }
      state.running[recipient.key] = task
      return task
    }
    return await task.value
  }

  private func ask(_ recipient: EmailAddress) async -> ProbeAnswer {
    let answer = await probe.probe(recipient, at: nextHop, timeout: settings.timeout)
    state.withLock { state in
      state.running[recipient.key] = nil
      switch answer {
      case .accepted: keep(true, for: settings.acceptedFor)
      case .refused: keep(false, for: settings.refusedFor)
      // A failed question is no answer: the next client asks again.
      case .undecided: break
      }
      func keep(_ isAccepted: Bool, for time: Duration) {
        state.cache.insert(CalloutCache.Answer(isAccepted: isAccepted, expires: now() + time), for: recipient.key)
      }
    }
    return answer
  }
}
