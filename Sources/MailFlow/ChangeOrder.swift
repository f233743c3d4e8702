import Synchronization

/// Does one change after the other, in the order in which they were asked for.
final class ChangeOrder: Sendable {
  private let last = Mutex<Task<Void, Never>?>(nil)

  func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let task = last.withLock { last in
      let before = last
      let task = Task {
        await before?.value
        try await work()
      }
      last = Task { _ = await task.result }
      return task
    }
    try await task.value
  }
}
