import MailTypes
import ScannerPool
import Synchronization

/// DNS inside a scanner: questions go to the gateway through the scanner's one socket.
final class FrameResolver: DNSResolver {
  /// After which a question is given up: longer than the gateway's own limit, so that it ends questions only when the
  /// gateway does not.
  static let questionTime = Duration.seconds(28)

  private let socket: FrameSocket
  private let state = Mutex(State())

  private struct State {
    var lastID: UInt64 = 0
    var open: [UInt64: (continuation: CheckedContinuation<DNSAnswer, Never>, limit: ContinuousClock.Instant)] = [:]
  }

  init(socket: FrameSocket) { self.socket = socket }

  func resolve(_ question: DNSQuestion) async -> DNSAnswer {
    await resolve(question, until: .now + Self.questionTime)
  }

  func resolve(_ question: DNSQuestion, until limit: ContinuousClock.Instant) async -> DNSAnswer {
    guard question.name.utf8.count <= FrameLimits.name else { return .nameError }
    return await withCheckedContinuation { continuation in
      let id = state.withLock { state in
        state.lastID += 1
        state.open[state.lastID] = (continuation, min(limit, .now + Self.questionTime))
        return state.lastID
      }
      socket.send(.question(id: id, question))
    }
  }

  func answered(_ id: UInt64, _ answer: DNSAnswer) {
    let waiter = state.withLock { $0.open.removeValue(forKey: id) }
    waiter?.continuation.resume(returning: answer)
  }

  /// Ends the questions whose time is up.
  func expire(now: ContinuousClock.Instant) {
    let overdue = state.withLock { state in
      let overdue = state.open.filter { $0.value.limit <= now }
      for id in overdue.keys { state.open[id] = nil }
      return overdue
    }
    for waiter in overdue.values { waiter.continuation.resume(returning: .timeout) }
  }

  /// For `poll`: −1 when there is nothing to wait for.
  func millisecondsToNextLimit(now: ContinuousClock.Instant) -> CInt {
    let next = state.withLock { state in state.open.values.lazy.map(\.limit).min() }
    guard let next else { return -1 }
    let components = (next - now).components
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 + 1
    return CInt(clamping: max(0, milliseconds))
  }
}
