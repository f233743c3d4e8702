import Dispatch

/// Threads for calls that block, so that they never occupy the threads that tasks share.
struct WorkQueue: Sendable {
  private let queue: DispatchQueue

  /// - Parameter isSerial: one call at a time, in the order they came.
  init(_ label: String, isSerial: Bool) {
    queue = DispatchQueue(label: label, attributes: isSerial ? [] : .concurrent)
  }

  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result(catching: body)) }
    }
  }
}
