import MailTypes
import NIOCore
import Synchronization

/// Connections that wait for their next transaction, by next hop. What closes by itself leaves by itself.
final class IdleConnections: Sendable {
  struct Entry: Sendable {
    var connection: SMTPClientConnection
    /// Transactions it has carried out.
    var transactions: Int
  }

  private struct State {
    var entries: [NextHop: [Entry]] = [:]
    var isShutDown = false
  }

  private let maximumPerHop: Int
  private let state = Mutex(State())

  init(maximumPerHop: Int) {
    self.maximumPerHop = maximumPerHop
  }

  /// The one used last, as the others may time out: of those on the loop of the caller, where there are any.
  func take(_ nextHop: NextHop) -> Entry? {
    state.withLock { state in
      while let entries = state.entries[nextHop], !entries.isEmpty {
        let index = entries.lastIndex { $0.connection.channel.eventLoop.inEventLoop } ?? entries.count - 1
        let entry = state.entries[nextHop]?.remove(at: index)
        if let entry, entry.connection.isOpen { return entry }
      }
      return nil
    }
  }

  /// False where there are enough, or none is wanted any more: the caller then closes it.
  func put(_ entry: Entry, for nextHop: NextHop) -> Bool {
    state.withLock { state in
      guard !state.isShutDown, state.entries[nextHop, default: []].count < maximumPerHop else { return false }
      state.entries[nextHop, default: []].append(entry)
      return true
    }
  }

  func removeClosed(_ nextHop: NextHop) {
    state.withLock { state in
      let open = state.entries[nextHop, default: []].filter(\.connection.isOpen)
      state.entries[nextHop] = open.isEmpty ? nil : open
    }
  }

  func shutDown() -> [Entry] {
    state.withLock { state in
      defer { state = State(isShutDown: true) }
      return state.entries.values.flatMap { $0 }
    }
  }
}
