public import FilterPolicy
import Synchronization

/// What every organization has decided, now: each value is replaced whole, and no message is judged by half of two.
public final class PolicySnapshots: Sendable {
  private let current: Mutex<[String: PolicySnapshot]>

  public init(_ snapshots: [PolicySnapshot]) {
    current = Mutex(Dictionary(snapshots.map { ($0.organization, $0) }) { $1 })
  }

  /// `nil` for an organization that is not served here.
  public func of(_ organization: String) -> PolicySnapshot? { current.withLock { $0[organization] } }

  public var organizations: [String] { current.withLock { $0.keys.sorted() } }

  /// Puts a changed value in the place of the present one; nothing happens where there is none.
  public func change(_ organization: String, _ change: (inout PolicySnapshot) -> Void) {
    current.withLock { snapshots in
      guard var snapshot = snapshots[organization] else { return }
      change(&snapshot)
      snapshots[organization] = snapshot
    }
  }
}
