import Dispatch
import Synchronization

/// A few threads for calls that wait for the disk, so that neither event loops nor the tasks of Swift do.
final class BlockingQueues: Sendable {
  private let queues: [DispatchQueue]
  private let next = Atomic(0)

  /// `count` calls run at a time; the others wait their turn.
  init(label: String, count: Int) {
    queues = (0..<max(1, count)).map { DispatchQueue(label: "\(label).\($0)") }
  }

  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    let queue = queues[Int(next.wrappingAdd(1, ordering: .relaxed).newValue.magnitude) % queues.count]
    return await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }
}
